// Words used instead of a name, mailboxes of offices, and domains of public mail providers. In plain form and several languages.
import { words } from '@/lib/domains/contacts/value/words'

const set = (text: string): ReadonlySet<string> => new Set(words(text))

/** Texts in a name field that name nobody. */
export const ROLES = set(`
it info sales support service services help helpdesk desk office front reception receptionist accounts accounting payable
receivable billing invoice invoices admin administration administrator hr human resources marketing press legal team staff
customer care contact kontakt department dept main switchboard operator secretary security maintenance shipping orders order
purchasing finance management manager owner landlord unknown none na nn test user new customer client contact neuer kunde
buchhaltung sekretariat empfang zentrale verwaltung vertrieb einkauf kundendienst kundenservice hotline notdienst hausmeister
ventas administracion recepcion soporte oficina accueil secretariat comptabilite commercial ufficio segreteria amministrazione
biuro ksiegowosc sekretariat recepcja kancelaria atendimento secretaria financeiro voicemail mailbox fax conference room
mom mum dad mama papa mother father mommy daddy mutti vati oma opa grandma grandpa maman home work mobile cell office emergency
ice doctor dentist plumber electrician taxi neighbor neighbour nachbar boss babysitter and the of
`)

/** Mailboxes of an office, not of a person. */
export const ROLE_MAILBOXES = set(`
info sales office contact kontakt support help helpdesk admin administrator service mail post team hello hi enquiries enquiry
inquiries reception billing accounts accounting accountspayable ap ar invoice invoices rechnung rechnungen buchhaltung hr jobs
careers marketing press legal noreply donotreply webmaster postmaster hostmaster kanzlei sekretariat verwaltung zentrale empfang
ventas contacto administracion commercial accueil secretariat biuro ufficio segreteria amministrazione atendimento intake clerk
court feedback customerservice customercare orders order shipping frontdesk it itsupport main general manager management
`)

/** Anybody may have a mailbox there, so a shared domain means nothing. */
export const PUBLIC_MAIL = set(
  'gmail googlemail yahoo ymail hotmail outlook live msn icloud me mac aol gmx web tonline proton protonmail pm fastmail zoho mail email yandex ya rambler qq 163 126 sina foxmail naver hanmail daum comcast verizon att sbcglobal bellsouth cox charter earthlink btinternet virginmedia sky talktalk orange free wanadoo laposte sfr libero tiscali alice virgilio seznam centrum wp o2 onet interia uol bol terra telefonica ziggo kpnmail xs4all planet telenet bluewin freenet arcor rediffmail hey tutanota',
)
