// The control methods over HTTP: POST /_control/advance-clock {"minutes":5}; methods without arguments also by GET.

import { Refusal } from '@/emulator/errors'
import { type Call, json, type Reply } from '@/emulator/reply'
import type { Control } from './control'

export const CONTROL_PATH = '/_control/'

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export function answerControl(control: Control, call: Call): Reply {
  const asked = call.path.slice(CONTROL_PATH.length)
  const methods = Object.entries(control) as [string, (input: unknown) => unknown][]
  if (asked === '') return json(methods.map(([name]) => kebab(name)))
  const method = methods.find(([name]) => kebab(name) === asked)?.[1]
  if (!method) return json({ error: `no control named ${asked}` }, 404)
  try {
    const input: unknown = call.body.trim() === '' ? {} : JSON.parse(call.body)
    return json(method(input) ?? null)
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reply
    return json({ error: thrown instanceof Error ? thrown.message : String(thrown) }, 400)
  }
}
