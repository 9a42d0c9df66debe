// E-mails to people whose syncs need them, and the webhooks of their firms. It runs beside the syncs: a mail server that fails or is slow delays none of them.
import { env } from '@/lib/env'
import { syncPage } from '@/lib/http/sync-paths'
import { log } from '@/lib/log'
import { providerOf } from '@/lib/providers/registry'
import { firmsToNotify } from '@/lib/store/database/cross-tenant'
import { claimLook, claimMail, type DueMail, dueMails, mailFailed, mailSent } from '@/lib/store/notify/mail'
import { noteAlerts } from '@/lib/store/notify/webhook'
import { MINUTE } from '@/lib/time'
import { mailText } from './mail-text'
import { type Mailer, mailProblem, openMailer } from './smtp'
import { deliverDue } from './webhook/deliver'

const FIRMS = 50
/** E-mails of one firm in one look; the others follow in the next one. */
const MAILS = 50
const LOOK_AGAIN_MS = 5 * MINUTE

/** `open`: tests pass their own address. */
export async function notifyPeople(now: Date, open: () => Mailer | null = openMailer): Promise<void> {
  const mailer = open()
  try {
    for (const firmId of await firmsToNotify(now, FIRMS)) {
      if (!(await claimLook(firmId, now, new Date(now.getTime() + LOOK_AGAIN_MS)))) continue
      await noteAlerts(firmId, now)
      if (!mailer) continue
      for (const due of await dueMails(firmId, now, MAILS)) if (!(await send(firmId, due, mailer, now))) break
    }
  } finally {
    mailer?.close()
  }
  await deliverDue(now)
}

/** False if the server itself is not to be reached: the other e-mails wait too. */
async function send(firmId: string, due: DueMail, mailer: Mailer, now: Date): Promise<boolean> {
  const person = await claimMail(firmId, due, now)
  if (!person) return true
  const { name: provider, label } = providerOf(due)
  const link = `${env().NEXTAUTH_URL}${syncPage(provider)}`
  try {
    await mailer.send(person.email, mailText({ needs: due.needs, name: person.name, label, link }))
  } catch (error) {
    const problem = mailProblem(error)
    log.warn('an e-mail was not sent', { firmId, userId: due.userId, reason: problem })
    await mailFailed(firmId, due, problem, now)
    return problem !== 'unreachable' && problem !== 'signIn'
  }
  await mailSent(firmId, due)
  return true
}
