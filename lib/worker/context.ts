// What a run plans under, besides what both sides say.

import type { Answers } from '@/lib/engine/model'
import type { PlanContext } from '@/lib/engine/plan'
import { projectionsOf } from '@/lib/providers/holds'
import { offersAgain, settingsInForce } from '@/lib/store/address-book/values'
import type { StepContext } from './step-context'

export function contextOf(context: StepContext, answers: Answers): PlanContext {
  return {
    answers,
    settings: settingsInForce(context.sync),
    project: projectionsOf(context.connection.provider),
    region: context.region,
    again: offersAgain(context.run, context.sync),
  }
}
