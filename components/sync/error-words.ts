// Why a contact could not be synced: the cause, and what to do about it. Pure.
import { FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'

export interface Failure {
  readonly kind: string
  readonly field: string | null
  readonly message: string
}

export interface ErrorWords {
  readonly cause: string
  readonly remedy: string
}

const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS, name)

/** `label`: of the provider whose account it is. */
export function errorWords({ kind, field, message }: Failure, label: string): ErrorWords {
  switch (kind) {
    case 'rejected': {
      const where = field && isField(field) ? `its ${FIELDS[field].label.toLowerCase()}` : 'it'
      return {
        cause: `${label} does not accept ${where}`,
        remedy: `${message} Correct the contact, then retry.`,
      }
    }
    case 'full':
      return {
        cause: `The ${label} account is full`,
        remedy: `Delete contacts you do not need in ${label}, then retry.`,
      }
    case 'stale':
      return {
        cause: 'This contact changed during the sync',
        remedy: 'We’ll retry automatically, or you can retry now.',
      }
    case 'gone':
      return { cause: 'This contact was deleted during the sync', remedy: 'The next check will handle it.' }
    case 'untaken':
      return {
        cause: `${label} rejected this contact several times without a reason`,
        remedy: 'We’ll retry automatically, or you can retry now.',
      }
    default:
      return {
        cause: 'This contact could not be written',
        remedy: `${message} We’ll retry automatically, or you can retry now.`,
      }
  }
}
