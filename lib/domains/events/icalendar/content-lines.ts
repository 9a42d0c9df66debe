// An iCalendar file as components with their content lines and line numbers. Tolerates different line ends, blank lines and components
// without an end. One pass without backtracking.
import { parameterText } from '@/lib/domains/events/icalendar/text'

export interface ContentLine {
  /** Line number in the file where it begins, from 1. */
  readonly line: number
  /** In upper case. */
  readonly name: string
  /** By name in upper case; lists are kept as text. */
  readonly params: ReadonlyMap<string, string>
  /** Still escaped. */
  readonly value: string
  /** The whole line, unfolded. */
  readonly text: string
}

export interface Component {
  /** `VEVENT`, in upper case. */
  readonly name: string
  readonly line: number
  readonly lines: readonly ContentLine[]
  readonly parts: readonly Component[]
}

export interface FileComponents {
  /** Those at the top, and those within VCALENDAR. */
  readonly components: readonly Component[]
  /** Properties of the calendars. */
  readonly properties: readonly ContentLine[]
  readonly isCalendar: boolean
  /** Lines that are not content lines, with their numbers. */
  readonly stray: readonly { readonly line: number; readonly text: string }[]
}

/** Far longer than any valid value; longer lines are embedded binary data. */
const MOST_VALUE = 200_000
/** Valid files need three levels: an alarm in an event in a calendar. */
const MOST_DEPTH = 8

interface Open {
  readonly name: string
  readonly line: number
  readonly lines: ContentLine[]
  readonly parts: Component[]
}

export function readComponents(text: string): FileComponents {
  const top: Open = { name: '', line: 1, lines: [], parts: [] }
  const stack: Open[] = []
  const calendars: Open[] = []
  const stray: { line: number; text: string }[] = []
  const close = () => {
    const done = stack.pop()
    if (!done) return
    if (done.name === 'VCALENDAR') calendars.push(done)
    else (stack.at(-1) ?? top).parts.push(done)
  }
  for (const { line, text: whole } of logicalLines(text)) {
    const content = contentLine(whole, line)
    if (!content) {
      if (whole.trim() !== '') stray.push({ line, text: whole.trim().slice(0, 200) })
      continue
    }
    const subject = content.value.trim().toUpperCase()
    if (content.name === 'BEGIN') {
      // Events do not contain events, nor calendars calendars: the earlier component has no end.
      const before = stack.findIndex(({ name }) => name === subject || subject === 'VCALENDAR')
      while (before >= 0 && stack.length > before) close()
      if (stack.length < MOST_DEPTH) stack.push({ name: subject, line, lines: [], parts: [] })
    } else if (content.name === 'END') {
      const at = stack.findLastIndex(({ name }) => name === subject)
      while (at >= 0 && stack.length > at) close()
    } else (stack.at(-1) ?? top).lines.push(content)
  }
  while (stack.length > 0) close()
  return {
    components: [...calendars.flatMap(({ parts }) => parts), ...top.parts],
    properties: calendars.flatMap(({ lines }) => lines),
    isCalendar: calendars.length > 0 || top.parts.length > 0,
    stray,
  }
}

/** Joins rows that begin with a space or a tab to the line before. Also handles line ends of files that were converted twice. */
function* logicalLines(text: string): Generator<{ readonly line: number; readonly text: string }> {
  const rows = text.replace(/^\ufeff/, '').split(/\r{0,4}\n|\r/)
  for (let at = 0; at < rows.length; ) {
    const line = at + 1
    const parts = [rows[at++] ?? '']
    while (at < rows.length && /^[ \t]/.test(rows[at] ?? '')) parts.push((rows[at++] ?? '').slice(1))
    const whole = parts.length === 1 ? (parts[0] ?? '') : parts.join('')
    if (whole !== '') yield { line, text: whole.slice(0, MOST_VALUE) }
  }
}

const NAME = /^[A-Za-z0-9-]+(?=[;:])/
/** Sticky: each parameter begins where the previous one ended. */
const PARAM = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/y
const NO_PARAMS: ReadonlyMap<string, string> = new Map()

function contentLine(text: string, line: number): ContentLine | null {
  const name = NAME.exec(text)?.[0]
  if (name === undefined) return null
  if (text[name.length] === ':')
    return { line, name: name.toUpperCase(), params: NO_PARAMS, value: text.slice(name.length + 1), text }
  const params = new Map<string, string>()
  let at = name.length
  while (text[at] === ';') {
    PARAM.lastIndex = at
    const [found = '', key = '', value = ''] = PARAM.exec(text) ?? []
    if (found === '') return withoutParams(text, name, line)
    params.set(key.toUpperCase(), parameterText(value.replace(/^"([^"]*)"$/, '$1')))
    at += found.length
  }
  if (text[at] !== ':') return withoutParams(text, name, line)
  return { line, name: name.toUpperCase(), params, value: text.slice(at + 1), text }
}

/** Ignores parameters outside the grammar; the value is the text after the first colon. */
function withoutParams(text: string, name: string, line: number): ContentLine | null {
  const colon = text.indexOf(':')
  if (colon < 0) return null
  return { line, name: name.toUpperCase(), params: NO_PARAMS, value: text.slice(colon + 1), text }
}
