package annotations

import "strings"

// What a full stop behind an abbreviation can mean.
type abbreviation int

const (
	alwaysGoesOn abbreviation = iota + 1 // never ends a sentence
	titleGoesOn                          // nor does this, with a capital
	numberGoesOn                         // goes on where a number follows
	monthGoesOn                          // with a capital, goes on where a digit follows
	mayGoOn                              // ends a sentence where the next word looks like a beginning
)

// abbreviations of English, German, French, Spanish, and some of their
// neighbours, in lower case and without the last full stop. Those with full stops
// in them, such as "u.s", need not be here unless they never end a sentence.
var abbreviations = lexicon(map[abbreviation]string{
	alwaysGoesOn: `e.g i.e eg ie cf viz vs approx ca resp incl excl
		z.b d.h d.i s.o s.u v.a u.u i.d.r bzw vgl sog ggf evtl zzgl inkl einschl ca. sogen
		p.ex c.-à-d cad env m.e p.ej p.e esp`,
	titleGoesOn: `m mr mrs ms mx messrs dr prof rev hon sen rep gov gen col lt sgt cpl capt cmdr maj adm pres supt insp
		det amb atty fr sra srta dn dña mme mmes mlle mm mgr hr hrn frl dipl ing mag mt ft univ
		sig sig.ra dott`,
	numberGoesOn: `no nos nr nrn art artt fig figs abb tab eq sec sect ch chap vol vols p pp para pt pts pop ext apt bldg rm fl abs kap ziff s
		núm num n.º pág págs cap janv févr avr juil déc ene abr ago dic`,
	monthGoesOn: `jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
		jän okt dez`,
	mayGoOn: `inc ltd co corp bros llc plc jr sr st ste ave blvd rd hwy dept assn al str tel geb gest mio mrd tsd
		ud uds avda bd`,
})

// lexicon turns lists of words into a table.
func lexicon(lists map[abbreviation]string) map[string]abbreviation {
	table := map[string]abbreviation{}
	for kind, words := range lists {
		for _, w := range strings.Fields(words) {
			table[w] = kind
		}
	}
	return table
}

// starters are words that, with a capital, begin sentences far more often than
// they are names.
var starters = wordSet(`
	the a an this that these those he she it they we i you his her its their our my in on at by for from with to of
	but and or so if when while after before as since although though because however meanwhile there here what who
	why how where which some many most all each every no not now then one two three yet still even just only also
	is are was were did do does has have had can could will would should may might last next both such nor once until
	der die das den dem ein eine einen er sie es wir ich du ihr im am auf aus bei mit nach von vor zu zum zur und aber
	oder doch wenn als da dann dass auch noch nur schon sein seine ihre dies diese dieser dieses für über unter
	danach damals heute gestern jetzt nun wer was wie wo warum nicht kein keine man
	le la les un une des il elle ils elles nous vous je on ce cette ces et mais ou donc dans en à au aux de du pour
	par sur avec sans si quand c'est cela
	el los las una unos unas él ella ellos ellas yo nosotros del y pero o por para con sin cuando como este esta estos
	estas
	он она они оно мы я в на но и а это`)

// months are the names of the months in languages that write "3. Oktober".
var months = wordSet(`
	januar jänner februar märz april mai juni juli august september oktober november dezember
	januari februari mars maj augusti january february march may june july october december
	marts desember tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
	lokakuuta marraskuuta joulukuuta ledna února března dubna května června července srpna září října listopadu prosince
	jan feb mär apr jun jul aug sep sept okt nov dez`)

// speech are verbs that name the speaker of a quotation.
var speech = wordSet(`said says asked asks replied replies added adds told tells wrote writes answered shouted cried
	explained argued insisted warned continued concluded noted tweeted posted exclaimed joked quipped recalled declared
	demanded wondered whispered yelled`)

// afterSpeech are words that may follow such a verb where nothing is claimed by
// it: when, where and to whom.
var afterSpeech = wordSet(`on in at during after before when while as of with from to yesterday today tuesday wednesday
	thursday friday saturday sunday monday him her me us them reporters journalists again later angrily quietly`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
