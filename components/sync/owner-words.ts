// Who sees a contact that a person is asked about, now and after either answer. Pure.
import type { QuestionOwners } from '@/lib/store/review/change-sides'
import { list } from './figures'

/** `label`: of the provider whose account it is. */
export function ownerWords({ isShared, reaches, addsOnlyMine }: QuestionOwners, label: string): string {
  if (!isShared)
    return 'The contact in Clio is only yours and stays so if you link them: colleagues do not see either of them.'
  const accounts = reaches.length === 1 ? 'account' : 'accounts'
  const also = reaches.length > 0 ? `, and the ${accounts} of ${list(reaches)} will get it` : ''
  return `Everyone in your firm sees the contact in Clio. If you link them, they also see what ${label} has of it${also}. If you keep them separate, the one in ${label} is added ${addsOnlyMine ? 'as only yours' : 'for everyone'}.`
}
