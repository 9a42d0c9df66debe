// The answer to an administrator's action, in a sentence.
export type UsersState =
  | { readonly kind: 'none' }
  /** Nothing was done yet: the person is asked first. */
  | { readonly kind: 'ask'; readonly message: string }
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'fault'; readonly typed: string; readonly message: string }

export type UsersAction = (state: UsersState, form: FormData) => Promise<UsersState>
