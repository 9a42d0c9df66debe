// What a run plans under, besides what both sides say.
import { offersAgain, settingsInForce } from '@/lib/db/values'
import { holdsOf } from '@/lib/providers/holds'
import type { Answers } from '@/lib/sync/model'
import type { PlanContext } from '@/lib/sync/plan'
import type { Work } from './work'

export function contextOf(work: Work, answers: Answers): PlanContext {
  return {
    answers,
    settings: settingsInForce(work.sync),
    holds: holdsOf(work.connection.provider),
    region: work.region,
    again: offersAgain(work.run, work.sync),
  }
}
