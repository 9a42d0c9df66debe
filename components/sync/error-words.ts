// Why an item could not be synced: the cause, and what to do about it. Pure.
import type { KindView } from './kinds/view'

export interface Failure {
  readonly kind: string
  readonly field: string | null
  readonly message: string
}

export interface ErrorWords {
  readonly cause: string
  readonly remedy: string
}

/** As the beginning of a longer text; providers end some of their messages without a period. */
const sentence = (message: string) => (message === '' ? '' : `${message.replace(/[^.!?]$/, '$&.')} `)

/** `label`: of the provider whose account it is. */
export function errorWords(
  { kind, field, message }: Failure,
  label: string,
  { fields, words }: Pick<KindView<never>, 'fields' | 'words'>,
): ErrorWords {
  const { one, many } = words
  switch (kind) {
    case 'rejected': {
      const known = fields.find(({ name }) => name === field)
      return {
        cause: `${label} does not accept ${known ? `its ${known.inSentence}` : 'it'}`,
        remedy: `${sentence(message)}Correct the ${one}${known ? '' : ' or undo the edit'}, then retry.`,
      }
    }
    case 'rejectedHere': {
      const known = fields.find(({ name }) => name === field)
      return {
        cause: `Clio cannot store ${known ? `its ${known.inSentence}` : `this ${one}`}`,
        remedy: `${sentence(message)}Correct the ${one} in ${label}, then retry.`,
      }
    }
    case 'full':
      return {
        cause: `The ${label} account is full`,
        remedy: `Delete ${many} you do not need in ${label}, then retry.`,
      }
    case 'stale':
      return {
        cause: `This ${one} changed during the sync`,
        remedy: 'We’ll retry automatically, or you can retry now.',
      }
    case 'gone':
      return { cause: `This ${one} was deleted during the sync`, remedy: 'The next check will handle it.' }
    case 'untaken':
      return {
        cause: `${label} rejected this ${one} several times without a reason`,
        remedy: 'We’ll retry automatically, or you can retry now.',
      }
    default:
      return {
        cause: `This ${one} could not be written`,
        remedy: `${message} We’ll retry automatically, or you can retry now.`,
      }
  }
}
