// The answer to an administrator's action, in a sentence.
import type { UserChange } from '@/lib/store/firm/users'

export type UsersState =
  | { readonly kind: 'none' }
  /** Nothing was done yet: the person is asked first. */
  | { readonly kind: 'ask'; readonly message: string }
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'fault'; readonly typed: string; readonly message: string }

export type UsersAction = (state: UsersState, form: FormData) => Promise<UsersState>

export function changeWords(
  change: UserChange,
  done: string,
): UsersState & { readonly kind: 'done' | 'fault' } {
  if (change === 'done') return { kind: 'done', message: done }
  const message =
    change === 'lastAdmin'
      ? 'The firm needs an administrator. Make someone else an administrator first.'
      : 'They are no longer in the firm.'
  return { kind: 'fault', typed: '', message }
}

export const removalWords = (change: UserChange) =>
  changeWords(change, 'They were removed and are signed out.')
