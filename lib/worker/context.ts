// The settings and answers that a run plans with, in addition to the values of both sides.

import type { Answers } from '@/lib/engine/model'
import { offersAgain, settingsInForce } from '@/lib/store/address-book/values'
import type { PlanContext } from '@/lib/store/kinds/kind'
import type { StepContext } from './step-context'

export function contextOf(context: StepContext, answers: Answers): PlanContext {
  return {
    domain: context.kind.domain,
    answers,
    settings: settingsInForce(context.sync),
    project: context.kind.project,
    again: offersAgain(context.run, context.sync),
  }
}
