// What pages say about the events of a calendar. A deletion on one side deletes on the other side, too; contacts never do that here.
import type { KindWords } from './kind-words'

const RESTORED = 'Events deleted in Clio can be restored for 30 days.'

export const EVENT_WORDS: KindWords = {
  one: 'event',
  many: 'events',
  untitled: 'Untitled event',
  sync: 'Calendar sync',
  column: 'Event',
  numbers: 'Events',
  search: 'Search by title, location, description or guest',
  noLongerSync: 'no longer syncs',
  review: {
    answers: (label) => [
      "keep Clio's, link, or keep a deleted event",
      `keep ${label}'s, keep separate, or delete`,
    ],
    sides: (label, account, calendar) =>
      calendar
        ? `“Clio” means the calendar “${calendar.here}” here in Concord; “${label}” means “${calendar.there}” of ${account}.`
        : `“Clio” means the calendar here in Concord; “${label}” means the one of ${account}.`,
  },
  question: {
    ask: 'Same event?',
    separate: 'Two events: kept separate',
    sameByPerson: 'You marked these as the same event',
    differentByPerson: 'You marked these as different events',
    namesake: 'has an event with this title and start, but nothing else matches',
    toldApart: 'has an event with this title and start',
    sure: [
      'Very likely the same event',
      'Probably the same event',
      'Perhaps the same event',
      'Unlikely to be the same event',
    ],
  },
  deletion: {
    here: 'It can be restored for 30 days.',
    there: (label) => `Concord asks ${label} not to notify guests.`,
    about: {
      guests: { because: 'It has guests', keep: 'Guests are not invited again.' },
      occurrence: { because: 'One of its dates was changed or has guests', keep: '' },
      soon: { because: 'It takes place within 14 days', keep: '' },
    },
  },
  guard: {
    emptied: `If that was an accident, stop here: Continue deletes them in Clio, too, except those that were edited there. ${RESTORED}`,
    shrunk: `Continue deletes them in Clio, too, except those that were edited there. ${RESTORED}`,
    deletesIn: (label) => ` in Clio or ${label}`,
    deletedHere: RESTORED,
    toRemote: (label) =>
      `They came from a large import or from a colleague. Continue if they should be in your ${label} calendar too.`,
    toLocal: 'for everyone who can see this calendar',
    toLocalEnd: 'Continue if they belong there.',
  },
  headline: {
    purpose: (label) => `Keep a Clio calendar and a ${label} calendar the same`,
    recognized: 'Events already copied are recognized, so there will be no duplicates.',
    compares: 'Sync compares both calendars and shows you every change before making it.',
    stopped: 'Events already copied stay in both. Press Sync to start again. There will be no duplicates.',
    noAccess: (label) => `${label} no longer lets us read your calendar`,
    notAllRead: (label) => `${label} keeps stopping before all events are read`,
    othersSync: 'Someone at your firm already syncs this calendar',
    syncToo: 'Sync this calendar too',
    safe: 'Your events are safe.',
  },
  stop: {
    question: (owner) => (owner ? `Stop ${owner}’s calendar sync?` : 'Stop syncing this calendar?'),
    stays: 'Events already copied stay in both.',
  },
  settings: {
    onLocalDelete: 'When I delete an event in Clio',
    askSoon: 'Ask before deleting an event in Clio that takes place within 14 days',
    choosesDirection: false,
    fixed: (label) => [
      `An event deleted in ${label} is deleted in Clio, too, unless it was edited there. You can restore it for 30 days. If it was edited or has guests, you are asked first.`,
      'Conflicts about the time, the recurrence, the guests or a cancellation always need your decision.',
    ],
  },
  setUp: {
    read: (label) => [
      `The events of the ${label} calendar that you choose`,
      'From a private event only when you are busy, unless you choose otherwise',
    ],
    write: (_, account) => [
      'Events that exist only in Clio, after you have seen the list',
      'Later edits and deletions made in Clio',
      `What you add, edit or delete in the calendar of your ${account} into Clio, where deleted events can be restored for 30 days`,
    ],
    never: (label) => [
      'Send an email to guests, or change who is invited without asking you',
      `Change an event in ${label} that someone else organizes`,
      'Read your mail, or share your calendar outside your firm',
    ],
  },
  others: {
    title: 'Sync a shared calendar from one account only',
    advice: (label) =>
      `If your ${label} calendar is the same one, let one person sync it. If it is your own, continue.`,
    inSync: 'so its events are in sync for everyone who can see the calendar',
  },
}
