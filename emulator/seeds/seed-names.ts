// Word lists for seeds: names as people in many places write them, with a Latin form for email addresses if the script is another one,
// and towns with the format of their phone numbers.

interface Word {
  readonly native: string
  readonly latin: string
}

export interface Culture {
  readonly weight: number
  readonly given: readonly Word[]
  readonly family: readonly Word[]
  readonly towns: readonly Town[]
  readonly country: string
  readonly countryCode: string
  /** Digits after the country code; # is a random digit. */
  readonly phone: string
  readonly dial: string
  readonly streets: readonly string[]
}

export interface Town {
  readonly city: string
  readonly region: string
  readonly postal: string
}

const latinOf = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/Ł/g, 'L')
    .replace(/ø/g, 'o')
    .replace(/Ø/g, 'O')
    .replace(/ß/g, 'ss')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/æ/g, 'ae')
    .replace(/[ıİ]/g, 'i')

const words = (list: string): Word[] =>
  list.split(', ').map((word) => {
    const [native = '', latin = latinOf(native)] = word.split('|')
    return { native, latin }
  })

const towns = (list: string): Town[] =>
  list.split(', ').map((town) => {
    const [city = '', region = '', postal = ''] = town.split('|')
    return { city, region, postal }
  })

function culture(
  weight: number,
  place: string,
  given: string,
  family: string,
  townList: string,
  streets: string,
): Culture {
  const [country = '', countryCode = '', dial = '', phone = ''] = place.split('|')
  return {
    weight,
    given: words(given),
    family: words(family),
    towns: towns(townList),
    country,
    countryCode,
    dial,
    phone,
    streets: streets.split(', '),
  }
}

export const CULTURES: readonly Culture[] = [
  culture(
    24,
    'United States|US|1|###555####',
    'James, Mary, Robert, Patricia, John, Jennifer, Michael, Linda, David, Elizabeth, Aaliyah, DeShawn, Mary-Kate, Tyrone, Brooke, Wyatt, Harper, J. T.',
    "Smith, Johnson, Williams, Brown, Jones, Miller, Davis, Anderson, Taylor, Washington, Jefferson, O'Brien, McAllister, Van Buren, St. James, Smith-Jones, Kowalczyk, DiMaggio",
    'Chicago|IL|60601, Boston|MA|02108, Austin|TX|78701, Seattle|WA|98101, Denver|CO|80202, New York|NY|10007, Atlanta|GA|30303',
    'Main Street, Oak Avenue, Maple Drive, Lakeview Terrace, 5th Avenue, Court Square',
  ),
  culture(
    10,
    'Canada|CA|1|###555####',
    'Liam, Émilie, Noah, Zoé, Ethan, Maëlle, Jean-François, Chloé, Lucas, Geneviève',
    'Tremblay, Gagnon, Roy, Côté, Bouchard, MacDonald, Singh, Campbell, Wilson, Lévesque',
    'Vancouver|BC|V6B 1A1, Burnaby|BC|V5H 2A9, Montréal|QC|H2Y 1C6, Toronto|ON|M5H 2N2',
    'Granville Street, rue Sainte-Catherine, Bay Street, Kingsway',
  ),
  culture(
    7,
    'United Kingdom|GB|44|7###555###',
    'Oliver, Amelia, Siân, Alasdair, Niamh, Rhys, Imogen, Callum, Poppy, Hamish',
    "Davies, Evans, Macleod, O'Connor, Fitzgerald, Ap Rhys, Hughes, Ashcroft, Featherstonehaugh, Campbell-Bannerman",
    'London||WC2A 2LL, Cardiff||CF10 1EP, Edinburgh||EH1 1YZ, Belfast||BT1 5GS',
    'High Street, Chancery Lane, Church Road, Station Road',
  ),
  culture(
    6,
    'Brasil|BR|55|119########',
    'João, Ana, Antônio, Conceição, Thiago, Letícia, Márcio, Fernanda, Caio, Beatriz',
    'Lima, da Silva, dos Santos, de Souza, Gonçalves, Araújo, Corrêa, Magalhães, Albuquerque e Castro',
    'São Paulo|SP|01310-100, Rio de Janeiro|RJ|20040-002, Brasília|DF|70040-010',
    'Avenida Paulista, Rua da Assembleia, Rua das Flores',
  ),
  culture(
    6,
    'México|MX|52|55########',
    'José, Guadalupe, María del Carmen, Iñigo, Sofía, Ángel, Xóchitl, Jesús, Lucía, Nuño',
    'García, Hernández, Núñez, de la Cruz, Peña, Rodríguez, Muñoz Ledo, Ibáñez, Güemes',
    'Ciudad de México|CDMX|06000, Guadalajara|JAL|44100, Mérida|YUC|97000',
    'Avenida Insurgentes, Calle Madero, Paseo de la Reforma',
  ),
  culture(
    6,
    'Deutschland|DE|49|151########',
    'Jürgen, Käthe, Björn, Annelie, Wolfgang, Liesl, Sören, Müjde, Hans-Peter, Zoë',
    'Müller, Schäfer, von Weizsäcker, Groß, Özdemir, zu Guttenberg, Weiß, Köhler, Schmidt-Rottluff',
    'München||80331, Köln||50667, Lübeck||23552',
    'Königsallee, Goethestraße, Am Markt',
  ),
  culture(
    4,
    'Polska|PL|48|60#######',
    'Łukasz, Małgorzata, Paweł, Agnieszka, Zbigniew, Żaneta, Grzegorz, Józefina',
    'Wałęsa, Kowalski, Szczęsny, Brzęczyszczykiewicz, Święcicka, Dąbrowski, Łoś',
    'Gdańsk||80-831, Łódź||90-001, Kraków||31-008',
    'ulica Długa, Aleje Jerozolimskie, Rynek Główny',
  ),
  culture(
    5,
    '대한민국|KR|82|10########',
    '민지|Min-ji, 서준|Seo-jun, 지우|Ji-u, 하은|Ha-eun, 도윤|Do-yun, 수빈|Su-bin, 영숙|Yeong-suk',
    '조|Cho, 김|Kim, 이|Lee, 박|Park, 최|Choi, 남궁|Namgung',
    '서울||04524, 부산||48058',
    '세종대로, 강남대로',
  ),
  culture(
    5,
    '日本|JP|81|90########',
    '太郎|Taro, 花子|Hanako, 健太|Kenta, さくら|Sakura, 翔|Sho, 美咲|Misaki, 一郎|Ichiro',
    '山田|Yamada, 佐藤|Sato, 鈴木|Suzuki, 髙橋|Takahashi, 渡邊|Watanabe, 小野寺|Onodera',
    '東京都|千代田区|100-0001, 大阪市|大阪府|530-0001',
    '丸の内1丁目, 御堂筋',
  ),
  culture(
    5,
    '中国|CN|86|138########',
    '伟|Wei, 芳|Fang, 娜|Na, 秀英|Xiuying, 敏|Min, 静|Jing, 子涵|Zihan',
    '王|Wang, 李|Li, 张|Zhang, 刘|Liu, 欧阳|Ouyang, 司马|Sima',
    '上海市||200001, 北京市||100006',
    '南京东路, 王府井大街',
  ),
  culture(
    5,
    'India|IN|91|98########',
    'Priya, Arjun, Lakshmi, Mohammed, अंजलि|Anjali, Harpreet, Vikram, S. Venkata, दीपक|Deepak, Ayesha',
    'Sharma, Patel, Iyer, Khan, Kaur, शर्मा|Sharma, Subramaniam, Chatterjee, Reddy, Nair',
    'Mumbai|MH|400001, Chennai|TN|600001, नई दिल्ली||110001',
    'MG Road, Anna Salai, Linking Road',
  ),
  culture(
    5,
    'Nigeria|NG|234|803#######',
    "Chinọnso, Oluwaseun, Ngozi, Babatúndé, Ifeoma, Emeka, Funmilayo, Yusuf, Amara, N'Golo",
    'Okafor, Adébáyọ̀, Nwosu, Okonkwo, Balogun, Eze, Ọ̀ṣúnlékè, Ibrahim',
    'Lagos||100001, Abuja|FCT|900001, Enugu||400001',
    'Broad Street, Ahmadu Bello Way, Awolowo Road',
  ),
  culture(
    4,
    'مصر|EG|20|10########',
    'محمد|Mohamed, فاطمة|Fatima, أحمد|Ahmed, ليلى|Layla, يوسف|Youssef, نور|Nour',
    'حسن|Hassan, عبد الرحمن|Abdelrahman, المصري|El-Masry, السيد|El-Sayed, منصور|Mansour',
    'القاهرة||11511, الإسكندرية||21500',
    'شارع التحرير, شارع النيل',
  ),
  culture(
    3,
    'ישראל|IL|972|52#######',
    'נועה|Noa, דוד|David, יעל|Yael, אבי|Avi, תמר|Tamar',
    'כהן|Cohen, לוי|Levi, בן־דוד|Ben-David, פרץ|Peretz',
    'תל אביב||6100000, ירושלים||9100000',
    'רחוב אלנבי, דרך יפו',
  ),
  culture(
    4,
    'Україна|UA|380|67#######',
    'Оксана|Oksana, Андрій|Andriy, Наталія|Nataliia, Тарас|Taras, Їжакевич|Yizhak, Юлія|Yuliia',
    'Шевченко|Shevchenko, Коваленко|Kovalenko, Бойко|Boyko, Лисенко|Lysenko, Ґудзь|Gudz',
    'Київ||01001, Львів||79000',
    'вулиця Хрещатик, проспект Свободи',
  ),
  culture(
    3,
    'Ελλάδα|GR|30|69########',
    'Γιώργος|Giorgos, Μαρία|Maria, Νίκος|Nikos, Ελένη|Eleni, Σοφία|Sofia',
    'Παπαδόπουλος|Papadopoulos, Νικολάου|Nikolaou, Γεωργίου|Georgiou, Οικονόμου|Oikonomou',
    'Αθήνα||105 57, Θεσσαλονίκη||546 24',
    'Ερμού, Τσιμισκή',
  ),
  culture(
    4,
    'Việt Nam|VN|84|90#######',
    'Thị Hương, Văn Đức, Minh Anh, Quốc Bảo, Ngọc Ánh, Thảo',
    'Nguyễn, Trần, Lê, Phạm, Đặng, Huỳnh',
    'Hà Nội||100000, Thành phố Hồ Chí Minh||700000',
    'Phố Huế, Đường Lê Lợi',
  ),
  culture(
    3,
    'Türkiye|TR|90|532#######',
    'İbrahim, Ayşe, Çağlar, Gülşen, Işıl, Oğuz',
    'Yılmaz, Öztürk, Şahin, Çelik, İnönü, Karadağ',
    'İstanbul||34110, İzmir||35210',
    'İstiklal Caddesi, Atatürk Bulvarı',
  ),
  culture(
    3,
    'Norge|NO|47|9#######',
    'Bjørn, Åse, Øystein, Guðrún, Sigrún, Håkon',
    'Ødegård, Åsland, Jónsdóttir, Sørensen, Bjarnason, Hagen',
    'Oslo||0150, Tromsø||9008',
    'Karl Johans gate, Storgata',
  ),
  culture(
    3,
    'Indonesia|ID|62|812########',
    'Sukarno, Dewi, Suharto, Putri, Megawati, Budi',
    ', Wijaya, Santoso, , Hartono',
    'Jakarta||10110, Bandung||40111',
    'Jalan Sudirman, Jalan Thamrin',
  ),
]

export const COMPANIES: readonly string[] = [
  'Lima & Okafor LLP',
  'Baker, Baker & Daughters',
  'Northgate Title Insurance',
  "O'Hara Court Reporting",
  'Müller Gutachten GmbH',
  'Harbour Dental Clinic',
  'Kim’s Dry Cleaning',
  'Tremblay Huissiers Inc.',
  'Cook County Circuit Court',
  'State Farm – Claims',
  'Acme Corp.',
  'ACME Corporation',
  '株式会社山田製作所',
  'Сільпо',
  'Ruiz Hermanos, S.A. de C.V.',
  'Sunrise Assisted Living',
  'First National Bank of Evanston',
  'Blue Heron Mediation',
  'DHL',
  'A1 Locksmith (24h)',
]

export const TITLES: readonly string[] = [
  'Attorney',
  'Paralegal',
  'Partner',
  'Claims Adjuster',
  'Court Clerk',
  'Expert Witness',
  'Notary',
  'CEO',
  'Engineer',
  'Nurse',
  'Teacher',
  'Rechtsanwältin',
  'Abogado',
  'Mediator',
  'Interpreter (Polish, Ukrainian)',
]

export const NOTES: readonly string[] = [
  'Prefers e-mail. Never call before 10.',
  'Met at the bar association dinner.\nOwes us the signed retainer.',
  'Referred by Judge Whitfield.',
  'Speaks Portuguese and some English; bring an interpreter.',
  'Old number until March, then the new one.',
  'Gate code 4411#. Dog is friendly.',
  '• conflict check done\n• engagement letter sent\n• waiting for ID',
  'DO NOT CONTACT directly – represented by counsel.',
  'Allergic to peanuts 🥜 (office party)',
  'Matter 2023-0142: slip and fall.\n\nWitnesses: see file.',
]
