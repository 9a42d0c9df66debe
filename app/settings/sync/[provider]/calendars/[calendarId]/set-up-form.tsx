// New or existing calendar, and from when. One plain form: it works without script, and both choices stay visible.
import { SubmitButton } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/form/field'
import { ButtonLink } from '@/components/ui/links/button-link'
import type { AccountCalendar } from '@/lib/auth/consent/account-calendars'
import { syncPage } from '@/lib/http/sync-paths'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import type { SyncableCalendar } from '@/lib/store/sync/calendar-sync-views'
import type { SCOPES } from '@/lib/store/sync/calendar-syncs'
import { syncCalendarAction } from './actions'
import { FollowChoice } from './follow-choice'

type From = (typeof SCOPES)[number]

const FROM: readonly (readonly [From, string])[] = [
  ['days30', 'Last 30 days'],
  ['year', 'Last year'],
  ['all', 'Everything'],
]

interface SetUpFormProps {
  readonly provider: Pick<ProviderDescriptor, 'name' | 'label'>
  readonly calendar: SyncableCalendar['calendar']
  /** Null if the provider does not list them now. */
  readonly account: readonly AccountCalendar[] | null
  readonly chosen: { readonly remote: string | null; readonly from: From; readonly name: string }
}

export function SetUpForm({ provider, calendar, account, chosen }: SetUpFormProps) {
  const { name, label } = provider
  const open = account?.filter(({ kind }) => kind === 'open') ?? []
  const isExisting = open.some(({ id }) => id === chosen.remote)
  return (
    <form action={syncCalendarAction.bind(null, name, calendar.id)} className="grid gap-6">
      <fieldset>
        <legend className="mb-2 font-medium">Sync “{calendar.name}” with</legend>
        <FollowChoice>
          <div className="grid gap-2">
            <Radio value="new" checked={!isExisting}>
              New calendar in {label}
            </Radio>
            <div className="pl-6">
              <TextField
                id="name"
                name="name"
                label="Name"
                defaultValue={chosen.name}
                maxLength={100}
                autoComplete="off"
                hint={`Created when you start the sync. It belongs to you in ${label}.`}
              />
            </div>
          </div>
          <div className="grid gap-2">
            <Radio value="existing" checked={isExisting} disabled={open.length === 0}>
              Existing calendar
            </Radio>
            <div className="pl-6">
              <Existing label={label} open={open} isListed={account !== null} chosen={chosen.remote} />
              {calendar.kind === 'firm' && open.length > 0 && (
                <p className="mt-2 text-soft">
                  Everyone in your firm can see and change the events of “{calendar.name}”. The events of the
                  calendar that you choose will appear there. Private ones show only as Busy, unless you
                  choose otherwise.
                </p>
              )}
              <Closed calendars={account ?? []} />
            </div>
          </div>
        </FollowChoice>
      </fieldset>
      <SelectField
        id="from"
        name="from"
        label="From"
        defaultValue={chosen.from}
        hint="Later events are always synced, and so is a series that is still running."
      >
        {FROM.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <p className="text-soft">
        Nothing changes yet. Concord compares both calendars and shows you every change before making it.
      </p>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Sync Calendar</SubmitButton>
        <ButtonLink href={syncPage(name)}>Cancel</ButtonLink>
      </div>
    </form>
  )
}

interface RadioProps {
  readonly value: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly children: React.ReactNode
}

const Radio = ({ value, checked, disabled = false, children }: RadioProps) => (
  <label className="flex min-h-8 items-center gap-2">
    <input
      type="radio"
      name="kind"
      value={value}
      defaultChecked={checked}
      disabled={disabled}
      className="size-4 accent-accent"
    />
    {children}
  </label>
)

interface ExistingProps {
  readonly label: string
  readonly open: readonly AccountCalendar[]
  readonly isListed: boolean
  readonly chosen: string | null
}

function Existing({ label, open, isListed, chosen }: ExistingProps) {
  if (!isListed)
    return (
      <p className="text-warn">
        {label} does not list your calendars right now. Reload the page to try again. A new calendar can be
        set up meanwhile.
      </p>
    )
  if (open.length === 0) return <p className="text-soft">This account has no calendar that you can change.</p>
  const shown = chosen ?? open[0]?.id
  return (
    <>
      <input type="hidden" name="shown" value={shown} />
      <SelectField id="remote" name="remote" label={`${label} calendar`} defaultValue={shown}>
        {open.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </>
  )
}

const WHY = {
  reads: 'you can only see it',
  redacted: 'you cannot see its private events, so they would be overwritten',
} as const

/** Those that cannot be chosen, so that nobody looks for them in vain. */
function Closed({ calendars }: { readonly calendars: readonly AccountCalendar[] }) {
  const closed = calendars.flatMap((one) => (one.kind === 'closed' ? [one] : []))
  if (closed.length === 0) return null
  return (
    <div className="mt-2 text-soft">
      <p>Calendars that cannot be synced:</p>
      <ul className="list-disc pl-5">
        {closed.map(({ id, name, why }) => (
          <li key={id} className="break-words">
            {name}: {WHY[why]}
          </li>
        ))}
      </ul>
    </div>
  )
}
