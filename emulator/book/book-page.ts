// The page at /: the person's Google contacts in the demo. Plain forms, no script. Saving here is a change made in Google's own pages.

import { invalid, Refusal } from '@/emulator/errors'
import { scopeText } from '@/emulator/oauth/consent-page'
import { revokeGrant } from '@/emulator/oauth/grants'
import { h, initial, type Markup, page } from '@/emulator/page'
import { fromElsewhere, link } from '@/emulator/page-call'
import { groupNameOf } from '@/emulator/people/memberships'
import { type Content, checkSize, type Entry } from '@/emulator/people/person-body'
import { type Call, form, html, type Reply, redirect } from '@/emulator/reply'
import * as store from '@/emulator/store'
import type { World } from '@/emulator/world'
import { FORM_FIELDS, formOf, readForm } from './book-form'

const PAGE_SIZE = 50
const PATHS = [
  '/',
  '/book',
  '/book/person',
  '/book/edit',
  '/book/save',
  '/book/delete',
  '/book/remove-access',
]

export const isBookPath = (path: string): boolean => PATHS.includes(path)

const shown = (title: string, body: Markup, status = 200) =>
  html(page({ title: `${title} – Google Contacts (emulated)`, body }), status)

const text = (entry: Entry | undefined, key: string) =>
  typeof entry?.[key] === 'string' ? (entry[key] as string) : ''

interface Seen {
  readonly contact: store.Contact
  readonly version: store.Version
  readonly fields: Readonly<Record<string, readonly Entry[]>>
}

function see(account: store.Account, contact: store.Contact): Seen {
  const version = store.newest(contact)
  return { contact, version, fields: store.derivedFields(account, contact, version) }
}

function titleOf({ fields }: Seen): string {
  return (
    text(fields.names?.[0], 'displayName') ||
    text(fields.organizations?.[0], 'name') ||
    text(fields.emailAddresses?.[0], 'value') ||
    text(fields.phoneNumbers?.[0], 'value') ||
    '(no name)'
  )
}

function subtitleOf(seen: Seen): string {
  const { organizations, emailAddresses, phoneNumbers } = seen.fields
  const parts = [
    text(organizations?.[0], 'name'),
    text(emailAddresses?.[0], 'value'),
    text(phoneNumbers?.[0], 'value'),
  ]
  return parts.filter((part) => part && part !== titleOf(seen)).join(' · ')
}

function homePage(world: World): Reply {
  const rows = [...world.accounts.values()].map(
    (account) => h`<li><a class="person" href="${link('/book', { account: account.email })}">
<span class="face" aria-hidden="true">${initial(account.name)}</span>
<span>${account.name}<small>${account.email} · ${account.live} contacts</small></span></a></li>`,
  )
  const calendars = [...world.accounts.values()].map(
    (account) => h`<li><a class="person" href="${link('/calendar', { account: account.email })}">
<span class="face" aria-hidden="true">${initial(account.name)}</span><span>Calendar of ${account.name}</span></a></li>`,
  )
  const body = h`<h1>Google Contacts (emulated)</h1>
<div class="card"><h2>Whose contacts?</h2><ul class="plain">${rows}</ul></div>
<div class="card"><h2>Whose calendar?</h2><ul class="plain">${calendars}</ul></div>
<p class="soft">What you change here is what the app finds in “Google” at its next check.</p>`
  return shown('Accounts', body)
}

const matches = (seen: Seen, wanted: string) =>
  wanted === '' || `${titleOf(seen)} ${JSON.stringify(seen.version.content)}`.toLowerCase().includes(wanted)

function pager(account: store.Account, q: string, at: number, pages: number): Markup {
  const to = (number: number, words: string) =>
    h`<a class="button" href="${link('/book', { account: account.email, q, page: String(number) })}">${words}</a>`
  return h`<nav class="bar" aria-label="Pages"><span>${at > 1 && to(at - 1, 'Previous page')}</span>
<span class="soft">Page ${at} of ${pages}</span><span>${at < pages && to(at + 1, 'Next page')}</span></nav>`
}

function accessOf(world: World, account: store.Account): Markup {
  const grants = [...world.oauth.grants.values()].filter((grant) => grant.account === account)
  const rows = grants.map((grant) => {
    const name = world.oauth.clients.find((client) => client.id === grant.clientId)?.name ?? grant.clientId
    const scopes = grant.scopes.filter((scope) => scope.startsWith('https://')).map(scopeText)
    return h`<li class="bar"><span>${name}<small class="soft"> ${scopes.join(', ') || 'Signing in only'}</small></span>
<form method="post" action="/book/remove-access"><input type="hidden" name="account" value="${account.email}">
<input type="hidden" name="client" value="${grant.clientId}"><button class="danger">Remove access of ${name}</button></form></li>`
  })
  return h`<div class="card"><h2>Connected apps</h2>${
    rows.length > 0
      ? h`<ul class="plain">${rows}</ul>`
      : h`<p class="soft">No app has access to this account.</p>`
  }</div>`
}

function bookPage(world: World, account: store.Account, call: Call): Reply {
  const q = (call.query.get('q') ?? '').trim()
  const all = [...account.contacts.values()].map((contact) => see(account, contact))
  const found = all.filter((seen) => matches(seen, q.toLowerCase()))
  const sorted = found
    .map((seen) => ({ seen, key: titleOf(seen) }))
    .sort((a, b) => a.key.localeCompare(b.key, 'en'))
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE))
  const at = Math.min(Math.max(1, Math.trunc(Number(call.query.get('page') ?? '1')) || 1), pages)
  const rows = sorted.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE).map(
    ({
      seen,
      key,
    }) => h`<li><a class="person" href="${link('/book/person', { account: account.email, name: seen.version.resourceName })}">
<span class="face" aria-hidden="true">${initial(key)}</span><span>${key}<small>${subtitleOf(seen)}</small></span></a></li>`,
  )
  const body = h`<p><a href="/">All accounts</a> · <a href="${link('/calendar', { account: account.email })}">Calendar of ${account.name}</a></p>
<h1>Contacts of ${account.name}</h1>
<p class="soft">Google Contacts (emulated) of ${account.email}</p>
<form class="row" action="/book" role="search"><input type="hidden" name="account" value="${account.email}">
<label>Search <input type="search" name="q" value="${q}"></label></form>
<div class="bar"><span role="status">${sorted.length} ${sorted.length === 1 ? 'contact' : 'contacts'}${q && h` for “${q}”`}</span>
<a class="button main" href="${link('/book/edit', { account: account.email })}">Create contact</a></div>
<div class="card"><ul class="plain">${rows}</ul>${sorted.length === 0 && h`<p class="soft">No contacts.</p>`}${pages > 1 && pager(account, q, at, pages)}</div>
${accessOf(world, account)}`
  return shown(`Contacts of ${account.name}`, body)
}

function birthdayText(entry: Entry): string {
  const { year, month, day } = (entry.date ?? {}) as Partial<Record<'year' | 'month' | 'day', number>>
  const pad = (part: number | undefined) => (part ? String(part).padStart(2, '0') : '')
  return [year, pad(month), pad(day)].filter(Boolean).join('-') + (year ? '' : ' (no year)')
}

const withType = (entry: Entry, value: string) =>
  entry.type ? `${value} (${text(entry, 'formattedType') || text(entry, 'type')})` : value

function factsOf({ fields }: Seen): readonly (readonly [string, readonly string[]])[] {
  const of = (field: string, show: (entry: Entry) => string) =>
    (fields[field] ?? []).map(show).filter(Boolean)
  const organization = (entry: Entry) =>
    ['title', 'department', 'name']
      .map((key) => text(entry, key))
      .filter(Boolean)
      .join(', ')
  return [
    ['Nickname', of('nicknames', (entry) => text(entry, 'value'))],
    ['Company', of('organizations', organization)],
    ['Email', of('emailAddresses', (entry) => withType(entry, text(entry, 'value')))],
    ['Phone', of('phoneNumbers', (entry) => withType(entry, text(entry, 'value')))],
    ['Address', of('addresses', (entry) => withType(entry, text(entry, 'formattedValue')))],
    ['Website', of('urls', (entry) => withType(entry, text(entry, 'value')))],
    ['Birthday', of('birthdays', birthdayText)],
    ['Related people', of('relations', (entry) => withType(entry, text(entry, 'person')))],
    ['Events', of('events', (entry) => withType(entry, birthdayText(entry)))],
    ['Custom fields', of('userDefined', (entry) => `${text(entry, 'key')}: ${text(entry, 'value')}`)],
    ['Notes', of('biographies', (entry) => text(entry, 'value'))],
    ['Data of apps', of('clientData', (entry) => `${text(entry, 'key')} = ${text(entry, 'value')}`)],
  ]
}

function labelsOf(account: store.Account, { version }: Seen): string[] {
  return (version.content.memberships ?? []).map((entry) => {
    const id = groupNameOf(entry).replace('contactGroups/', '')
    return id === 'starred'
      ? '★ Starred'
      : id === store.MY_CONTACTS_ID
        ? 'My Contacts'
        : (account.groups.get(id)?.name ?? id)
  })
}

function personPage(account: store.Account, seen: Seen): Reply {
  const facts = factsOf(seen).filter(([, values]) => values.length > 0)
  const own = { account: account.email, name: seen.version.resourceName }
  const body = h`<p><a href="${link('/book', { account: account.email })}">Contacts of ${account.name}</a></p>
<h1>${titleOf(seen)}</h1>
<div class="card"><dl>${facts.map(([label, values]) => h`<dt>${label}</dt>${values.map((value) => h`<dd>${value}</dd>`)}`)}</dl></div>
<p>${labelsOf(account, seen).map((label) => h`<span class="chip">${label}</span>`)}</p>
<div class="bar"><a class="button main" href="${link('/book/edit', own)}">Edit</a>
<form method="post" action="/book/delete"><input type="hidden" name="account" value="${own.account}">
<input type="hidden" name="name" value="${own.name}"><button class="danger">Delete</button></form></div>
<p class="soft">${seen.version.resourceName} · last changed ${new Date(seen.version.at).toISOString().slice(0, 16).replace('T', ' ')} UTC</p>`
  return shown(titleOf(seen), body)
}

function editPage(
  account: store.Account,
  contact: store.Contact | undefined,
  content: Content,
  problem = '',
): Reply {
  const name = contact ? store.newest(contact).resourceName : ''
  const title = contact ? `Edit ${titleOf(see(account, contact))}` : 'Create contact'
  const cancel = contact
    ? link('/book/person', { account: account.email, name })
    : link('/book', { account: account.email })
  const body = h`<h1>${title}</h1>${problem && h`<p role="alert">${problem}</p>`}
<form class="card" method="post" action="/book/save"><input type="hidden" name="account" value="${account.email}">
<input type="hidden" name="name" value="${name}">${formOf(account, content)}
<div class="bar"><a class="button" href="${cancel}">Cancel</a><button class="main">Save</button></div></form>`
  return shown(title, body, problem ? 400 : 200)
}

function save(
  world: World,
  account: store.Account,
  contact: store.Contact | undefined,
  fields: URLSearchParams,
): Reply {
  const before = contact ? store.newest(contact).content : {}
  const content = readForm(account, fields, before)
  try {
    checkSize(content, world.switches)
    const filled = FORM_FIELDS.some((field) => field !== 'memberships' && content[field]?.length)
    if (!filled) throw invalid('A contact needs at least a name, a company, an email or a phone number.')
    if (!contact) store.checkRoom(world, account, 1)
  } catch (thrown) {
    if (thrown instanceof Refusal)
      return editPage(account, contact, { ...before, ...content }, thrown.message)
    throw thrown
  }
  const saved = contact ?? store.addContact(world, account, content)
  if (contact) store.replaceFields(world, account, contact, FORM_FIELDS, content)
  return redirect(link('/book/person', { account: account.email, name: store.newest(saved).resourceName }))
}

const missing = (what: string) =>
  shown('Not found', h`<h1>Not found</h1><p>${what}</p><p><a href="/">All accounts</a></p>`, 404)

function post(
  world: World,
  account: store.Account,
  contact: store.Contact | undefined,
  call: Call,
  fields: URLSearchParams,
): Reply {
  const book = link('/book', { account: account.email })
  switch (call.path) {
    case '/book/save':
      return fields.get('name') && !contact
        ? missing('This contact has been deleted.')
        : save(world, account, contact, fields)
    case '/book/delete':
      if (contact) store.remove(world, account, contact)
      return redirect(book)
    case '/book/remove-access':
      revokeGrant(world.oauth, fields.get('client') ?? '', account)
      return redirect(book)
    default:
      return missing('There is no such page.')
  }
}

export function answerBook(world: World, call: Call): Reply {
  if (fromElsewhere(call))
    return shown('Refused', h`<h1>Refused</h1><p>This form came from another site.</p>`, 403)
  if (call.path === '/') return homePage(world)
  const fields = call.method === 'POST' ? form(call) : call.query
  const account = store.findAccount(world, fields.get('account') ?? '')
  if (!account) return missing('There is no such account.')
  const contact = store.findContact(account, fields.get('name') ?? '')
  if (call.method === 'POST') return post(world, account, contact, call, fields)
  if (call.path === '/book') return bookPage(world, account, call)
  if (call.path === '/book/edit' && (contact || !fields.get('name')))
    return editPage(account, contact, contact ? store.newest(contact).content : {})
  if (call.path === '/book/person' && contact) return personPage(account, see(account, contact))
  return missing('This contact has been deleted.')
}
