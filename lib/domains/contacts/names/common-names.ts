// Common names, so that agreeing on them counts little even if a list is too short to show it.
// Hand-written tiers, not a census. A name that is missing here counts as rare until the lists themselves show otherwise.
import { words } from '@/lib/domains/contacts/value/words'

const set = (names: string): ReadonlySet<string> => new Set(words(names))

const VERY_COMMON_FIRST = set(`
john david michael james robert william mary maria jose juan ana anna thomas peter paul daniel mark richard joseph charles
christopher matthew anthony andrew steven kevin brian jennifer linda patricia elizabeth barbara susan jessica sarah karen lisa
nancy margaret sandra ashley emily kimberly michelle laura carlos luis antonio francisco manuel andreas stefan martin christian
wolfgang sabine monika petra jean pierre marie philippe giuseppe marco francesco giovanni andrea jan piotr krzysztof andrzej
katarzyna ivan sergey alexander elena olga mohammed muhammad ali ahmed fatima wei li min jing kim hiroshi yuki joao pedro
mohamed abdul singh kumar 伟 芳 娜 敏 静 民俊
`)

const COMMON_FIRST = set(`
alan albert alexandra alice alicia alison amanda amy andre angela ann anne annie antoine arthur barry beatriz ben benjamin
bernard betty beth bill bob brandon brenda bruce caroline catherine charlotte chen chloe chris christina christine claire
claudia craig cristina cynthia deborah debra denise dennis diana diane dominique donald donna dorothy douglas edward elisabeth
ellen emma eric erik eva fernando florian frank frederic gary george gerald gloria greg gregory hannah hans harry heather helen
henry ian ines irene isabel isabelle jack jacob janet jason javier jeffrey jerry jim joan joe jonathan jorge joshua juliette
judith julia julie justin karl katherine kathleen keith kelly kenneth klaus larry lauren laurent lucas lucia lucy luca luis
magdalena margaretha markus martha matthias maximilian megan melissa miguel mike monica nathalie nicholas nicolas nicole nina
noah oliver olivia pablo pamela patrick paula pavel philip rachel rafael ralph raymond rebecca ricardo roger ronald rosa russell
ruth ryan samantha samuel scott sean sebastian sharon simon sofia sophia sophie stephanie stephen steve susanne sven teresa
terry tim timothy tina tobias tom tomasz tony tyler ulrich ursula uwe victor victoria vincent virginia walter wayne zoe omar
hassan hussein ibrahim yusuf aisha mehmet mustafa ayse fatma priya rahul amit sanjay anil sunita raj ravi deepak yan hui jun
lei xin yu ying hong ming tao bo hao hua jie lin mei ping qiang rui yang xiao akira kenji satoshi takashi yoko keiko haruto
sakura minjun jiwoo seoyeon thi van anh minh huong linh tuan hung duc olaf lars anders nils ingrid karin johan henrik mikael
`)

const VERY_COMMON_LAST = set(`
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez gonzales wilson anderson
taylor thomas moore martin jackson lee perez thompson white muller mueller schmidt schneider fischer meyer weber wagner becker
hoffmann schulz rossi russo ferrari silva santos oliveira souza pereira fernandez sanchez nguyen tran le pham kim park choi
jung kang wang li zhang liu chen yang huang zhao wu zhou xu sun singh kumar khan patel sharma ahmed ali hussain mohammed ivanov
ivanova smirnov petrov petrova novak kowalski nowak jansen de van jong vries bakker visser smit dubois durand bernard petit
robert hansen johansen olsen larsen nielsen jensen andersson johansson karlsson nilsson eriksson sato suzuki takahashi tanaka
watanabe ito yamamoto nakamura cohen levy 王 李 张 刘 陈 杨 黄 赵 吴 周 张 陳 林 佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 김 이 박 최 정
иванов иванова смирнов петров петрова
`)

const COMMON_LAST = set(`
harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres hill flores green adams nelson baker
hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris
morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos cox ward richardson watson
brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders myers long ross foster jimenez powell
jenkins perry russell sullivan bell coleman butler henderson barnes fisher vasquez simmons graham reynolds hamilton ford
wallace west cole hayes gibson marshall ellis murray freeman webb tucker hunter kennedy shah das gupta verma rao reddy begum
bauer klein wolf schroeder neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt werner krause lehmann schmid
koch richter maier mayer meier keller vogel frank berger winkler roth beck lorenz baumann franke albrecht simon ludwig winter
kraus martin moreau laurent simon michel lefebvre leroy roux david bertrand morel fournier girard bonnet dupont lambert blanc
bianchi romano colombo ricci marino greco bruno gallo conti costa giordano mancini rizzo lombardi moretti ferreira alves lima
gomes ribeiro carvalho almeida lopes soares fernandes vieira barbosa rocha dias martins cunha moreno munoz romero alonso navarro
dominguez vazquez ramos gil serrano blanco molina castro ortega rubio sanz iglesias medina wisniewski wojcik kowalczyk kaminski
lewandowski zielinski szymanski wozniak svoboda novotny dvorak horvath nagy kovacs toth szabo popescu popov sokolov lebedev
kozlov novikov morozov volkov kuznetsov mulder bos vos peters hendriks dekker brouwer wit dijkstra berg pettersson svensson
gustafsson persson olsson lindberg lindstrom pedersen andersen christensen rasmussen sorensen kristensen berg haugen eriksen
yilmaz kaya demir celik sahin hassan ibrahim mahmoud abdullah rahman malik hoang phan vu vo dang bui do ho ngo duong ly cho lim
yoon jang han oh seo shin kwon hwang ma zhu lin guo gao he luo zheng liang xie song tang feng deng cao peng zeng xiao tian dong
pan yuan cai jiang yu du ye cheng wei su lu ding chan wong lam cheung kobayashi kato yoshida yamada sasaki yamaguchi matsumoto
inoue kimura hayashi shimizu katz friedman goldberg levin murphy obrien oconnor ryan walsh byrne mcdonald campbell fraser
macdonald robertson owen owens griffiths lloyd jenkins
`)

export type Commonness = 'very common' | 'common' | 'rare'

export function firstNameCommonness(name: string): Commonness {
  return VERY_COMMON_FIRST.has(name) ? 'very common' : COMMON_FIRST.has(name) ? 'common' : 'rare'
}

export function lastNameCommonness(name: string): Commonness {
  return VERY_COMMON_LAST.has(name) ? 'very common' : COMMON_LAST.has(name) ? 'common' : 'rare'
}

export function isCommonFirstName(name: string): boolean {
  return firstNameCommonness(name) !== 'rare'
}

export function isCommonLastName(name: string): boolean {
  return lastNameCommonness(name) !== 'rare'
}
