// The answer to an administrator's action, in a sentence.
export type UsersState =
  | { readonly kind: 'none' }
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'fault'; readonly typed: string; readonly message: string }

export type UsersAction = (state: UsersState, form: FormData) => Promise<UsersState>
