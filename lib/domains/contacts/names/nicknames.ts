// First names that may belong to one person: short forms and spellings in several languages. A modest table, written by hand.
// Each line is one group; a name may be in several ("Alex", "Sasha", "Pat").
import { plain } from '@/lib/domains/contacts/value/words'

const GROUPS = `
aaron ron ronnie aron
abigail abby abbie gail
abraham abe abram bram avraham
adalbert bert
adrian ade adrien
agnes agnieszka aga aggie
albert al bert bertie berti alberto alby
alejandro alex ale jandro
alexander alex al xander sasha sascha sandy alec alek alexandre alessandro aleksander aleksandr alexandr lex sandro olek
alexandra alex sasha sandra alexa lexi sandy alessandra aleksandra ola xandra
alfred al fred freddie alf alfie fredi alfredo
alice ali alicia allie alix
alison allison ali allie
amanda mandy
andreas andy andi andrea anders
andrew andy drew andrzej andrei andrey andriy andre
andrea andy andi
angela angie angelika angelina geli
anna ann anne annie anita anja ania anya hannah ana annika anneke anouk nan nancy annette anka
anthony tony anton antonio ant toni antony antoine antoni tonio
antonia toni tonia antonina tosia
archibald archie
arnold arnie
arthur art artie artur arturo
augustine gus august augustus augusto
barbara barb babs barbie basia bobbie babsi barbra
bartholomew bart bartosz bartek bartlomiej barth
beatrice bea trixie beatriz beatrix
benjamin ben benny benji beniamin
bernadette bernie detta
bernard bernie bernhard barney bernd bernardo
brian bryan brayan
bridget biddy brigitte gitta brigitta britta
caroline carrie carol caro carolyn karoline carolina karolina carlyn
cassandra cass cassie
catherine kate katie kathy cathy kat katherine kathryn cath kitty trina katharina kathrin katrin catarina caterina katarina katarzyna kasia ekaterina yekaterina katya kaethe kathleen kathi cate karen katerina catalina karin
cecilia cissy celia cecily cecile
charles charlie chuck chas chaz karl carl carlos carlo karol charly carlito
charlotte lottie charlie lotte lotta charly carlota
christian chris christiaan kristian cristian krystian
christina chris tina christine chrissy kristina kristin kirsten kristen krystyna christa cristina christiane kristine chrissie krysia
christopher chris kit topher christoph christophe kristoffer krzysztof cristobal christoffer kris christof krzysiek
clifford cliff
clinton clint
constance connie constanze stanzi
cornelius neil cor kees corneel cornelis neels
curtis curt kurt
cynthia cindy
cyril cy kirill
daniel dan danny dani daniil danilo danek
daniela dani daniella danielle danni
david dave davey dov davy dawid
deborah deb debbie debra debby
dennis den denny denis denys
desmond des
diana di diane dianne dian
dietrich dieter dirk
dmitry dmitri dima dmitriy dmytro mitya dimitri
dolores lola
dominic dom nick dominik dominique domenico nico mimmo
donald don donnie donny
dorothy dot dottie dolly dorothea dora dorothee doro thea
douglas doug dougie
edmund ed eddie ned ted edmond edmundo
eduardo edu lalo
edward ed eddie ted ned teddy eddy edouard edoardo
edwin ed eddie win
eleanor ellie nell nora lena elle eleonora leonor elinor nellie
elena lena helen helena elen yelena olena ilona
elizabeth liz beth lizzie betty eliza elisabeth betsy lisa libby elsa elise ella bess bessie liza lisbeth sissi elisa isabel lise els elsbeth lizzy elzbieta ela elisabetta bettina lili
emanuel manny manuel manu emmanuel immanuel manolo
emily em emmy millie emilie emilia
ernest ernie ernst ernesto
esteban steve
eugene gene evgeny yevgeny evgeni zhenya eugen evgeniy eugenio
evelyn eve evie evelin
eva ewa eve evi ewka
ezekiel zeke
felicity fliss flick
felix feliks
ferdinand ferdi fernando nando
florence flo flossie florrie
frances fran francie franny fanny franziska franzi sissi frankie francesca francisca franciszka franka cesca
francis frank fran frankie franciscus francisco francesco franz paco pancho frans francois chico kiko curro franciszek franek frantisek
frank frankie franklin
frederick fred freddy freddie fritz rick friedrich frederik fredrik frederic federico fryderyk fede
gabriel gabe gabi gabor gabo
gabriele gabi gaby gabriella gabriela gabrielle gabby
geoffrey geoff jeff jeffrey jeffery jeffry
george georgie georg jorge giorgio jurgen jerzy yuri yuriy gyorgy jurek schorsch joerg jorg jorgen goran
georgina georgie gina
gerald gerry jerry gerhard gerd gerard gerardo gert geert
gertrude gertie trudy gertrud trudi
gilbert gil bert
giovanni gianni vanni nino giovannino
giuseppe beppe peppe pino peppino
gregory greg gregg gregor grzegorz grigory grisha gregorio
guglielmo memmo
guillermo memo guille willy
gustav gus gustavo gustaf
hannah hanna anna johanna hanne hania
harold harry hal harald
harriet hattie
heinrich heinz heiner henry henrik henri hendrik enrico enrique rik henk hein
helen nell nellie helena lena ellen helene leni elena
henry harry hank hal henri henrik henryk
herbert herb bert herbie
howard howie
hubert hugh bert hubertus
hugo hugh ugo
ignacio nacho ignatius iggy ignaz
irene rena irena irina ira
isaac ike zac itzhak yitzhak
isabel isabella bella izzy izabela isabelle ysabel isa isabell belle belinda iza
ivan vanya wanja iwan
jack john jackie jacky
jacob jake jakob jacques jack jaap coby kuba jakub yakov jacobus kobus jacobo
jacqueline jackie jacquie jacky
james jim jimmy jamie jem jimbo jaime seamus
jan johannes hans
jane janie jenny jan jayne jean jeanette janet
janet jan jenny janette
jan janusz janek
jason jay jase
javier javi xavier xavi
jean jeanne jeannie
jennifer jen jenny jenn jenni
jeremy jem jerry jeremiah jez
jeronimo jero hieronymus
jerome jerry
jessica jess jessie jessy
joachim jochen achim joaquin jochem
joan joanie jo joanne joanna joann
johanna hanna jo johanne jana joanna asia hanni joan ioana
johannes hans hannes johann jo johan
john johnny jack jon johnnie jonny
jonathan jon jonny nathan johnathan jonathon jonty
jose pepe joe josep ze chepe joseph
joseph joe joey jo josef yosef jozef sepp yusuf youssef josip iosif yossi giuseppe pepi
josephine jo josie josefine fina pina josefina josephina josefa
joshua josh yehoshua
juan juanito
judith judy jude judi jutta
julia julie jule julka giulia juliana juliane yulia juliette jules
julian jules julien juliusz
karl carl kalle
katarzyna kasia kaska
kenneth ken kenny kent
kimberly kim kimberley
klaus claus niklas nikolaus claas
konstantin kostya kosta konrad costas constantine konstantinos
laurence larry lawrence lorenz lorenzo laurie lars laurent lorne lauri
laura laurie lori loretta lara
leonard leo len lenny leonardo leonhard leon lennart
leopold leo poldi
leslie les lesley
lillian lily lil lilian lilly liliana
louis lou louie lewis luis ludwig luigi luiz lutz gigi ludovic ludovico lucho ludvig
louise lou luise luisa louisa lulu
lucas luke luca lukas luc lukasz lucca
lucy lucia luci lucie lucinda luz lucille
ludmila lyuda mila lyudmila
magdalena lena magda madeleine maddie madeline madalena magdalene leni maggie
malcolm mal
manfred fred manni mani
marc mark marcus markus marek marco marko marcos marcel
margaret maggie meg peggy marge margie greta rita daisy margarete gretchen marguerite margarita margherita grete margot margo madge mags malgorzata gosia margit margret margaretha griet margareta
maria mary marie mia mimi mariam mitzi marija maja miriam maryam ria marika mariya masha marysia molly polly mae mayra maricarmen
mariacarmen carmen maricarmen
marilyn mary
martha marty matty patty marta
martin marty marten martino maarten martyn marcin
mary molly polly mae mamie
matthew matt matty matthias mathew mateusz mateo matteo mathias matthieu thijs mats matias mathieu matheus matej
matilda tilly tilda mathilde mattie
maurice mo moritz maury mauricio maurizio morris
maximilian max maxi maximilien maks massimiliano
maxwell max
maxim max maksim maxime massimo
megan meg meghan
melanie mel mella melli
melissa mel missy lissa
melvin mel
michael mike mick mickey mikey micky michel mikhail misha miguel michal michele mihail mihai mikael mitch michi miki mischa miguelito mykola mikkel mihaly
michaela micha michi michalina mica mikaela michele michelle
mildred millie
mohammed mohamed muhammad mohammad muhammed mohamad mo mehmet mohd mhd muhamed mamadou
moses moshe mose moises moishe
nancy nan
natalie nat natalia natasha natasza nathalie talia nataliya natalya
nathaniel nat nate nathan nathanael
nathan nate nat
nicholas nick nicky nicolas nikolas nikolai nico niko klaus nikolay mikolaj nicolo niklas colin claus nicola nikolaos mykola
nicole nicky nikki nic nicola nicolette nicoletta
nikita nikki nik
norbert norb bert
norman norm
olga olya
oliver ollie olivier oli noll olli
olivia liv livia livvy
oswald ossie ozzie
pablo pau paul
pamela pam pammy
patricia pat patty tricia trish patti trisha patrizia patsy paty
patrick pat paddy rick padraig patricio patryk patrik patrizio patrice
paul paulie pavel paolo pawel pablo paulus pavlo pal pauli
paula pauline paulina polly paola
penelope penny
peter pete pieter piet petr pedro pietro pierre piotr pyotr petter peer peder petros petrus perico
philip phil pip philipp filip philippe felipe filippo pippo
philippa pip pippa filippa
phyllis phyl
pierre pierrot pete
priscilla cilla pris
rachel rach rae shelly rachael rachelle raquel
rafael rafa raffael raphael rafal raf rafi raffaele
raymond ray ramon raimund raimondo raimundo moncho
rebecca becky becca bec rebekah reba rebekka
reginald reg reggie
reinhard rein reiner rainer reinhold
renate nate reni
richard rick dick rich ricky richie ricardo ryszard riccardo ritchie rikard rico richi
robert bob bobby rob robbie robby bert roberto robin robrecht bobbie robb
roberta bobbie robbie berta
roderick rod roddy rick
rodney rod
rodolfo rudy fito rudolf rudi rolf ralf ralph rudolph dolf
roger rodge rutger ruediger rudiger rog
ronald ron ronnie ronny
rosemary rose rosie rosemarie romy
rosa rose rosie rosalie rosalia rosita rosi
roxanne roxy rox
rupert rup ruprecht
russell russ rusty
ruth ruthie
salvador salva chava salvatore toto
samantha sam sammy
samuel sam sammy samuele samy schmuel shmuel
sandra sandy sandi
sarah sara sally sadie sallie
sebastian seb bastian basti sebastien bas sebastiano wastl
sergei sergey serhiy sergio serge serezha seryozha sergiy sergiusz
sharon shari shaz
sheila shelagh
sidney sid sydney
siegfried sigi siggi
sigmund sigi ziggy siegmund
simon si simeon szymon shimon simone simao
sofia sophie sophia sofie zofia zosia sonja sonia sofiya sonya
solomon sol salomon shlomo
stanislaw stan staszek stanislav stas
stanley stan
stefania stefanie stephanie steff steffi steph stefanie stephie fanny
stephen steve steven stefan stephan stevie steffen stefano etienne estevan esteban istvan stepan szczepan stef ste stjepan
stuart stu stewart
susan sue suzy susie suzanne susanne susanna suzanna zuzanna susana zuzana suse sanne zsuzsanna susi suzie
svetlana sveta lana svitlana
sylvia sylvie silvia sylwia syl silke
tatiana tanya tania tatyana tatjana
terence terry terrence tel
teresa terry tess tessa theresa therese resi tere terri tracy thea theresia
thaddeus thad tad tadeusz
theodore ted theo teddy teodor theodor fyodor fedor ned teo teodoro
thomas tom tommy tomas tomasz tommaso thom tomek tamas tuomas
timothy tim timmy timo timotheus timofey timur timoteo
tobias toby tobi tobiasz
ulrich uli ulli ulric
ulrike ulli uli rike
ursula uschi ursel ulla orsolya urszula
valentina valya tina vale
valerie val valeria
vanessa nessa van
veronica ronnie vera roni veronika veronique vero
victor vic viktor vittorio vitya wiktor victorio
victoria vicky tori vickie viktoria vic wiktoria vittoria vicki
vincent vince vinny vin vincenzo vicente enzo cenzo vincenz vinnie
violet vi violetta
virginia ginny ginger virginie
vladimir vlad volodya vova wladimir volodymyr wlodzimierz vladi
vladislav vlad slava wladyslaw
vyacheslav slava
walter walt wally wat
waltraud traudl
wilhelm willi willy wim bill helmut vilem vilhelm
wilhelmina mina minnie willa wilma helma
william bill billy will willie liam willy wills wil guillaume guglielmo guillermo
winifred winnie freda fred
winston win winnie
wojciech wojtek
wolfgang wolf wolfi wolfie
yvonne evonne yvette
zachary zach zack zac zak zachariah
zbigniew zbyszek
ahmed ahmad ahmet achmed
abdullah abdallah abdulla abdul
ali aly
fatima fatma fatemeh fatimah fatou
hassan hasan hassane
hussein husayn hussain hossein husain huseyin
ibrahim ebrahim brahim ibo
khalid khaled halid
mustafa mostafa moustafa
omar umar omer
yousef yusuf youssef yusef joseph
mehdi mahdi
aisha ayesha aicha ayse
xiaoming ming
александр саша шура
александра саша шура
алексей алёша леша лёша алеша
анастасия настя
анна аня
борис боря
владимир вова володя
дмитрий дима митя
евгений женя
евгения женя
екатерина катя
елена лена
иван ваня
ирина ира
константин костя
людмила люда мила
мария маша
михаил миша
наталья наташа наталия
николай коля
ольга оля
павел паша
пётр петя петр
сергей серёжа сережа
татьяна таня
юрий юра
γιώργος γεώργιος γιωργος γεωργιος
νίκος νικόλαος νικος νικολαος
κώστας κωνσταντίνος κωστας κωνσταντινος
μαρία μαίρη μαρια μαιρη
γιάννης ιωάννης γιαννης ιωαννης
`

const groupsOf = new Map<string, number[]>()
for (const [group, line] of GROUPS.trim().split('\n').entries()) {
  for (const name of new Set(plain(line).split(' ')))
    groupsOf.set(name, [...(groupsOf.get(name) ?? []), group])
}

/** True if a person with one name may also be called the other: Bob and Robert, Katja and Ekaterina. Takes plain words. */
export function mayBeCalled(a: string, b: string): boolean {
  const groups = groupsOf.get(a)
  const others = groupsOf.get(b)
  return Boolean(groups && others && groups.some((group) => others.includes(group)))
}

/** A name in the table. Two such names that differ by a letter (Daniel, Daniela) are two names, not a typo. */
export function isKnownFirstName(name: string): boolean {
  return groupsOf.has(name)
}

const MOST_ROOTS = 3

/**
 * Keys for finding pairs to compare: names that may belong to one person share one. A name in many groups has the keys of the first few.
 */
export function nameRoots(name: string): readonly string[] {
  const groups = groupsOf.get(name)
  return groups ? groups.slice(0, MOST_ROOTS).map((group) => `~${group}`) : [name]
}
