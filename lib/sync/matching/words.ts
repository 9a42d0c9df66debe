// Words around a name that are no part of it, and words that stand where a name should. Plain form; several languages.
import { words } from '@/lib/sync/matching/similarity'

const set = (text: string): ReadonlySet<string> => new Set(words(text))

/** Forms of address and degrees: "Dr.", "Frau", "PhD". */
export const TITLES = set(`
mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend hon judge justice capt captain col lt sgt
herr frau hr fr dipl ing mag med jur habil dott dottssa avv avvocato ra rain rechtsanwalt me maitre mme mlle monsieur madame
sra srta senor senora don dona doc mgr bc phd md esq esquire jd llm llb llp cpa mba msc bsc dds dvm rn qc kc mp mr family familie
`)

/** Words of address that tell a man from a woman. */
export const MALE = set('mr sr sir lord herr hr monsieur senor signor pan')
export const FEMALE = set('mrs ms miss dame lady frau mme mlle madame sra srta senora signora pani')

/** Which of several bearers of one name: by number, the older ones first. */
export const GENERATIONS: ReadonlyMap<string, number> = new Map([
  ...words('sr senior sen snr pere i 1st').map((word) => [word, 1] as const),
  ...words('jr junior jun jnr fils filho hijo ii 2nd').map((word) => [word, 2] as const),
  ...words('iii 3rd neto nieto').map((word) => [word, 3] as const),
  ...words('iv 4th').map((word) => [word, 4] as const),
])

/** Parts of a last name that many write, drop or run together. */
export const PARTICLES = set(`
van von der den de del della di da do dos das du la le les el al ter ten te zu zum zur af av bin bint ibn ben abu y e und dit
st saint san santa ver vander vanden vom lo degli dei
`)

/** What stands in a name field without naming anybody. */
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

/** Anybody may have a mailbox there, so sharing the domain says nothing. */
export const PUBLIC_MAIL = set(
  'gmail googlemail yahoo ymail hotmail outlook live msn icloud me mac aol gmx web tonline proton protonmail pm fastmail zoho mail email yandex ya rambler qq 163 126 sina foxmail naver hanmail daum comcast verizon att sbcglobal bellsouth cox charter earthlink btinternet virginmedia sky talktalk orange free wanadoo laposte sfr libero tiscali alice virgilio seznam centrum wp o2 onet interia uol bol terra telefonica ziggo kpnmail xs4all planet telenet bluewin freenet arcor rediffmail hey tutanota',
)

/** What firms write after their name to say how they are owned. */
export const LEGAL_FORMS = set(`
inc incorporated llc ltd limited gmbh mbh ag kg kgaa ohg gbr ug ev eg se co company corp corporation sa sas sarl srl spa sl slu
bv nv plc llp lp pllc pc pa pty ab as asa oy oyj aps kft zrt bt sro doo spzoo sp zoo zo lda ltda eireli oü ou uab sia pte
bhd sdn kk the and und et y e i cie compagnie partg partgmbb 株式会社 有限会社 有限公司 公司 주식회사
`)
