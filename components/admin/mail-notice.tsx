// That the mail server does not take e-mails, on Sync Status. Syncs go on without it.
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { lookUp } from '@/lib/http/query'
import type { MailTrouble } from '@/lib/store/notify/mail'
import { amount } from '../sync/figures'

const WHY: Readonly<Record<string, string>> = {
  unreachable: 'The mail server cannot be reached',
  signIn: 'The mail server does not accept the name or the password of SMTP_URL',
  refused: 'The mail server refused the email',
  address: 'The mail server refused an address',
}

export const MailNotice = ({ trouble: { people, problem, at } }: { readonly trouble: MailTrouble }) => (
  <Notice tone="warn" title={`${amount(people, 'person does', 'people do')} not get email`}>
    <p>
      {lookUp(WHY, problem) ?? WHY.unreachable} (<RelativeTime at={at} />
      ). Syncs keep running, and we’ll retry automatically. Check SMTP_URL and MAIL_FROM.
    </p>
  </Notice>
)
