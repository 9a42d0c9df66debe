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

export function errorWords({ kind, field, message }: Failure): ErrorWords {
  switch (kind) {
    case 'rejected': {
      const where = field && isField(field) ? `its ${FIELDS[field].label.toLowerCase()}` : 'it'
      return {
        cause: `Google does not accept ${where}`,
        remedy: `${message} Correct the contact, then retry.`,
      }
    }
    case 'full':
      return {
        cause: 'The Google account is full',
        remedy: 'Delete contacts you do not need in Google, then retry.',
      }
    case 'stale':
      return {
        cause: 'It keeps changing while we write it',
        remedy: 'We try again by ourselves; or retry now.',
      }
    case 'gone':
      return { cause: 'It was deleted meanwhile', remedy: 'The next check takes that into account.' }
    case 'untaken':
      return {
        cause: 'Google did not take it, several times, and did not say why',
        remedy: 'We try again by ourselves; or retry now.',
      }
    default:
      return {
        cause: 'It could not be written',
        remedy: `${message} We try again by ourselves; or retry now.`,
      }
  }
}
