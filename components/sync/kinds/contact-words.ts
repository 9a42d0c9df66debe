// What pages say about contacts.
import type { KindWords } from './kind-words'

export const CONTACT_WORDS: KindWords = {
  one: 'contact',
  many: 'contacts',
  untitled: 'No name',
  sync: 'Contact sync',
  column: 'Who',
  numbers: 'Contacts',
  search: 'Search by name, email, phone or company',
  noLongerSync: 'no longer sync',
  review: {
    answers: (label) => ["keep Clio's, or link", `keep ${label}'s, or keep separate`],
    sides: (label, account) =>
      `“Clio” means your firm’s contacts here in Concord; “${label}” means those of ${account}.`,
  },
  question: {
    ask: 'Same person?',
    separate: 'Two people: kept separate',
    sameByPerson: 'You marked these as the same person',
    differentByPerson: 'You marked these as different people',
    namesake: 'has someone with this name, but too little else matches',
    toldApart: 'has someone with this name',
    sure: [
      'Very likely the same person',
      'Probably the same person',
      'Perhaps the same person',
      'Unlikely to be the same person',
    ],
  },
  deletion: { here: 'It can be restored for 30 days.', there: () => '', about: {} },
  guard: {
    emptied: 'If that was an accident, stop here: nothing is deleted in Clio.',
    shrunk: 'They stay in Clio either way.',
    deletesIn: (label) => ` in ${label}`,
    deletedHere: 'Contacts deleted in Clio can be restored for 30 days.',
    toRemote: (label) =>
      `They came from a large import or a colleague’s account. Continue if they should be in your ${label} account too.`,
    toLocal: 'for everyone at your firm',
    toLocalEnd: 'Continue if your firm should have them.',
  },
  headline: {
    purpose: (label) => `Keep Clio and ${label} Contacts the same`,
    recognized: 'Contacts already copied are recognized, so there will be no duplicates.',
    compares: 'Sync compares both address books and shows you every change before making it.',
    stopped: 'Contacts already copied stay in both. Press Sync to start again. There will be no duplicates.',
    noAccess: (label) => `${label} no longer lets us read your contacts`,
    notAllRead: (label) => `${label} keeps stopping before all contacts are read`,
    othersSync: 'Someone at your firm already syncs contacts',
    syncToo: 'Sync my contacts too',
    safe: 'Your contacts are safe.',
  },
  stop: {
    question: (owner) => (owner ? `Stop ${owner}’s contact sync?` : 'Stop syncing contacts?'),
    stays: 'Contacts already copied stay in both.',
  },
  settings: {
    onLocalDelete: 'When I delete a contact in Clio',
    askSoon: null,
    choosesDirection: true,
    fixed: (label) => [`A contact deleted in ${label} always stays in Clio.`],
  },
  setUp: {
    read: (label) => [
      `The contacts you saved in ${label}, and their labels`,
      `Not the “Other contacts” that ${label} saves automatically`,
    ],
    write: (label, account) => [
      'Contacts that exist only in Clio, after you have seen the list',
      'Later edits made in Clio',
      `What you add or edit in ${label} into Clio, and from there into the ${account}s of colleagues who sync`,
    ],
    never: (label) => [
      `Delete a contact in Clio because it was deleted in ${label}`,
      'Read your mail, or share your contacts outside your firm',
    ],
  },
  others: {
    title: 'Sync a shared list from one account only',
    advice: (label) =>
      `If your ${label} contacts are the same list, let one person sync it. If they are your own, continue.`,
    inSync: 'so its contacts are in sync for the whole firm',
  },
}
