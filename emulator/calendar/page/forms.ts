// The pages with forms: for a new event and for an existing one.
import { effective, idOfFound } from '@/emulator/calendar/events/events'
import { atLeast } from '@/emulator/calendar/model'
import { h, type Markup, page } from '@/emulator/page'
import { link } from '@/emulator/page-call'
import { html, type Reply } from '@/emulator/reply'
import type { Account } from '@/emulator/store'
import type { World } from '@/emulator/world'
import { calendarsOf, nameOf } from './agenda'
import { seriesOf, targetOf } from './choice'
import { type Fields, fieldsOf, formOf } from './event-form'
import { hiddenInputs, SCOPES, type Shown } from './event-page'

export const shown = ({ title, body }: { title: string; body: Markup }, status = 200) =>
  html(page({ title: `${title} – Google Calendar (emulated)`, body }), status)

export const missing = (what: string) =>
  shown(
    { title: 'Not found', body: h`<h1>Not found</h1><p>${what}</p><p><a href="/">All accounts</a></p>` },
    404,
  )

interface Form {
  readonly account: Account
  readonly title: string
  readonly fields: Fields
  readonly repeating: boolean
  readonly hidden: Readonly<Record<string, string>>
  readonly choice: Markup | false
  readonly back: string
  readonly problem?: string
}

function formPage({ title, fields, repeating, hidden, choice, back, problem = '' }: Form): Reply {
  const body = h`<h1>${title}</h1>${problem && h`<p role="alert">${problem}</p>`}
<form class="card" method="post" action="/calendar/save">${hiddenInputs(hidden)}${choice}${formOf(fields, repeating)}
<div class="bar"><a class="button" href="${back}">Cancel</a><button class="main">Save</button></div></form>`
  return shown({ title, body }, problem ? 400 : 200)
}

export function newForm(
  world: World,
  account: Account,
  fields: Fields,
  chosen: string,
  problem?: string,
): Reply {
  const options = calendarsOf(world, account)
    .filter(({ entry }) => atLeast(entry.role, 'writer'))
    .map(
      ({ calendar }) =>
        h`<option value="${calendar.id}"${calendar.id === chosen ? { markup: ' selected' } : ''}>${nameOf(calendar, account)}</option>`,
    )
  return formPage({
    account,
    title: 'New event',
    fields,
    repeating: true,
    hidden: { account: account.email },
    choice: h`<div class="row"><label>Calendar <select name="calendar">${options}</select></label></div>`,
    back: link('/calendar', { account: account.email }),
    ...(problem ? { problem } : {}),
  })
}

export function editForm(one: Shown, asked: string | null, fields?: Fields, problem?: string): Reply {
  const { account, calendar, found } = one
  const { target, scope } = targetOf(found, asked)
  const own = { account: account.email, calendar: calendar.id, id: idOfFound(found) }
  const now = effective(target)
  const series = seriesOf(found)
  const values =
    fields ??
    fieldsOf(scope === 'following' && series ? { ...now, recurrence: series.row.recurrence } : now, calendar)
  return formPage({
    account,
    title: `Edit ${String(now.content.summary ?? '(no title)')}`,
    fields: values,
    repeating: target.kind === 'main',
    hidden: { ...own, scope },
    choice: series ? h`<p class="soft">${SCOPES[scope]}</p>` : false,
    back: link('/calendar/event', own),
    ...(problem ? { problem } : {}),
  })
}
