'use client'
// The form of an event. What does not apply is hidden by style alone (times of an all-day event, the rule of one that repeats
// simply), so that the form is whole without script.
import { type FormEvent, useActionState, useEffect, useRef, useState } from 'react'
import { EventNotice } from '@/components/calendar/event-notice'
import { endAfter, lengthOf, type TypedSpan } from '@/components/calendar/length'
import type { EventSaveState } from '@/components/calendar/save-state'
import {
  type EventFault,
  REPEATS,
  type Repeats,
  readTypedEvent,
  type TypedEvent,
} from '@/components/calendar/typed-event'
import { amount } from '@/components/sync/figures'
import { SelectField, TextArea, TextField } from '@/components/ui/form/field'
import { SaveForm } from '@/components/ui/form/save-form'
import { useSave } from '@/components/ui/form/use-save'
import { useUnsaved } from '@/components/ui/form/use-unsaved'
import type { Away } from '@/components/ui/form/who-is-away'
import { zoneName } from '@/components/ui/time/zones'

export interface CalendarChoice {
  readonly id: string
  readonly name: string
}

interface EventFormProps {
  readonly id: string
  /** 0 for a new event. */
  readonly version: number
  /** The version of the occurrence, if it is about one that has a row of its own; else 0. */
  readonly occurrence: number
  /** Which of a series: see `scopeOf`. */
  readonly scope: string
  readonly typed: TypedEvent
  /** Of the rule in `typed` (rule-meaning.ts); null: not known. */
  readonly meaning: string | null
  readonly calendars: readonly CalendarChoice[]
  readonly zones: readonly string[]
  /** One occurrence does not repeat by itself. */
  readonly mayRepeat: boolean
  readonly cancel: string
  readonly save: (state: EventSaveState, form: FormData) => Promise<EventSaveState>
}

export function EventForm(props: EventFormProps) {
  const { id, scope, save, cancel } = props
  const [answered, action] = useActionState(save, { kind: 'untouched' })
  const saving = useSave({ answered, save, unanswered, words })
  const { form, state } = saving
  useUnsaved(form, readTypedEvent)
  const kept = state.kind === 'untouched' ? props : state
  return (
    <SaveForm
      saving={saving}
      action={action}
      hidden={{ id, scope, version: kept.version, occurrence: kept.occurrence }}
      notice={state.kind !== 'untouched' && <EventNotice state={state} />}
      cancel={cancel}
    >
      <Fields
        {...props}
        typed={kept.typed}
        meaning={kept.meaning}
        faults={state.kind === 'faults' ? state.faults : []}
      />
    </SaveForm>
  )
}

interface FieldsProps extends EventFormProps {
  readonly faults: readonly EventFault[]
}

function Fields(props: FieldsProps) {
  const { typed, meaning, faults, calendars, mayRepeat, version } = props
  const errorOf: ErrorOf = (field) => faults.find((one) => one.field === field)?.message
  return (
    <>
      <TextField {...textProps(typed, errorOf, 'title', 'Title')} autoFocus={version === 0} />
      <SelectField
        id="calendarId"
        name="calendarId"
        label="Calendar"
        defaultValue={typed.calendarId}
        error={errorOf('calendarId')}
      >
        {calendars.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TimeFields {...props} errorOf={errorOf} />
      {mayRepeat && <RepeatFields typed={typed} meaning={meaning} errorOf={errorOf} />}
      <TextField {...textProps(typed, errorOf, 'location', 'Location')} />
      <TextArea
        id="description"
        name="description"
        label="Description"
        defaultValue={typed.description}
        error={errorOf('description')}
        className="min-h-20"
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField id="showAs" name="showAs" label="Show as" defaultValue={typed.showAs}>
          <option value="busy">Busy</option>
          <option value="free">Free</option>
        </SelectField>
        <CheckBox name="isPrivate" label="Private" checked={typed.isPrivate} />
      </div>
    </>
  )
}

type ErrorOf = (field: EventFault['field']) => string | undefined
type TextName = 'title' | 'starts' | 'startTime' | 'ends' | 'endTime' | 'location'

const textProps = (typed: TypedEvent, errorOf: ErrorOf, name: TextName, label: string) => ({
  ...{ id: name, name, label },
  defaultValue: typed[name],
  error: errorOf(name),
  autoComplete: 'off',
})

const SPAN = ['starts', 'startTime', 'ends', 'endTime'] as const

/** Moves the end with the start. A length that the person gave by typing the end is kept. */
function useLength(typed: TypedEvent): (event: FormEvent<HTMLFieldSetElement>) => void {
  const given = lengthOf(typed)
  const length = useRef(given)
  // The form starts anew with what was sent or what a colleague saved.
  useEffect(() => {
    length.current = given
  }, [given])
  return ({ currentTarget, target }) => {
    const input = (name: string) => currentTarget.querySelector<HTMLInputElement>(`[name=${name}]`)
    const { name } = target as HTMLInputElement
    const [starts, startTime, ends, endTime] = SPAN.map((one) => input(one)?.value ?? '')
    const span = { starts, startTime, ends, endTime } as TypedSpan
    if (name === 'ends' || name === 'endTime') length.current = lengthOf(span)
    if ((name !== 'starts' && name !== 'startTime') || length.current === null) return
    for (const [field, value] of Object.entries(endAfter(span, length.current) ?? {})) {
      const moved = input(field)
      if (moved) moved.value = value
    }
  }
}

function TimeFields({ typed, zones, errorOf }: FieldsProps & { readonly errorOf: ErrorOf }) {
  const text = (name: TextName, label: string) => textProps(typed, errorOf, name, label)
  return (
    <fieldset className="grid gap-4" onChange={useLength(typed)}>
      <legend className="sr-only">Time</legend>
      <CheckBox name="allDay" label="All day" checked={typed.allDay} />
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="grid grid-cols-[1fr_auto] gap-2">
          <TextField {...text('starts', 'Starts')} type="date" />
          <div className={TIMES}>
            <TextField {...text('startTime', 'Start time')} type="time" />
          </div>
        </div>
        <div className="grid grid-cols-[1fr_auto] gap-2">
          <TextField {...text('ends', 'Ends')} type="date" />
          <div className={TIMES}>
            <TextField {...text('endTime', 'End time')} type="time" />
          </div>
        </div>
        <div className={TIMES}>
          <ZoneField zone={typed.zone} zones={zones} error={errorOf('zone')} />
        </div>
      </div>
    </fieldset>
  )
}

interface CheckBoxProps {
  readonly name: string
  readonly label: string
  readonly checked: boolean
}

const CheckBox = ({ name, label, checked }: CheckBoxProps) => (
  <label className="flex h-8 w-fit items-center gap-2 self-end">
    <input type="checkbox" name={name} defaultChecked={checked} className="size-4 accent-accent" />
    {label}
  </label>
)

/** Times count only where **All day** is not checked. */
const TIMES = 'group-has-[[name=allDay]:checked]:hidden'
const RULE = 'hidden group-has-[option[value=custom]:checked]:grid'

interface ZoneFieldProps {
  readonly zone: string
  readonly zones: readonly string[]
  readonly error: string | undefined
}

function ZoneField({ zone, zones, error }: ZoneFieldProps) {
  return (
    <SelectField id="zone" name="zone" label="Time zone" defaultValue={zone} error={error}>
      {!zones.includes(zone) && <option value={zone}>{zoneName(zone)}</option>}
      {zones.map((name) => (
        <option key={name} value={name}>
          {zoneName(name)}
        </option>
      ))}
    </SelectField>
  )
}

const LABELS: Readonly<Record<Repeats, string>> = {
  never: 'Does not repeat',
  day: 'Every day',
  week: 'Every week',
  month: 'Every month',
  year: 'Every year',
  custom: 'Custom',
  kept: 'As it is now',
}

/** `known`: the meaning of `typed.rule`. The rules are loaded when another one is typed. */
function useMeaning(rule: string, typed: TypedEvent, known: string | null): string | undefined {
  const [found, setFound] = useState(known === null ? null : { rule: typed.rule, meaning: known })
  const { starts } = typed
  const isFound = found?.rule === rule
  useEffect(() => {
    if (isFound) return
    let isCurrent = true
    const show = async () => {
      const { ruleMeaning } = await import('@/components/calendar/rule-meaning')
      if (isCurrent) setFound({ rule, meaning: ruleMeaning({ rule, starts }) })
    }
    // Without a connection there are no words; **Save** says what is wrong with the rule.
    show().catch(() => setFound(null))
    return () => {
      isCurrent = false
    }
  }, [rule, starts, isFound])
  return found?.meaning
}

interface RepeatFieldsProps {
  readonly typed: TypedEvent
  readonly meaning: string | null
  readonly errorOf: ErrorOf
}

function RepeatFields({ typed, meaning: known, errorOf }: RepeatFieldsProps) {
  const [rule, setRule] = useState(typed.rule)
  const meaning = useMeaning(rule, typed, known)
  const choices = REPEATS.filter((name) => name !== 'kept' || typed.repeats === 'kept')
  return (
    <div className="grid content-start gap-4 sm:grid-cols-2">
      <SelectField id="repeats" name="repeats" label="Repeats" defaultValue={typed.repeats}>
        {choices.map((name) => (
          <option key={name} value={name}>
            {LABELS[name]}
          </option>
        ))}
      </SelectField>
      <div className={errorOf('rule') ? 'grid' : RULE}>
        <TextField
          id="rule"
          name="rule"
          label="Rule"
          defaultValue={typed.rule}
          onChange={(event) => setRule(event.target.value)}
          error={errorOf('rule')}
          hint={meaning === errorOf('rule') ? undefined : meaning}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
    </div>
  )
}

const unanswered = (sent: FormData, away: Away): EventSaveState => ({
  kind: 'unanswered',
  away,
  typed: readTypedEvent(sent),
  version: Number(sent.get('version')),
  occurrence: Number(sent.get('occurrence')),
  meaning: null,
})

const words = (state: EventSaveState): string =>
  state.kind === 'faults' ? `Not saved yet: ${amount(state.faults.length, 'field')} to correct` : ''
