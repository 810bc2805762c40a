/**
 * The words of numbers, per language, as compact lists `word:value`. Accents and case do not count (`wordKey`).
 * Languages that are not listed have digits alone.
 */
import { baseLanguage } from '../../article/language.ts';

export type NumberWord =
  | { readonly is: 'unit' | 'ordinal' | 'loose'; readonly value: number }
  /** `bare`: may stand alone ("cent", "mil"); else it needs a number before it ("millions of people" is none). */
  | { readonly is: 'scale'; readonly value: number; readonly bare: boolean }
  | { readonly is: 'hundred'; readonly bare: boolean }
  | { readonly is: 'and' | 'half' | 'article' };

interface WordLists {
  /** 0 to 99, and hundreds that are one word. */
  readonly units: string;
  readonly hundred?: string;
  readonly bareHundred?: string;
  readonly scales: string;
  readonly bareScales?: string;
  readonly ordinals: string;
  /** Shares, groups, spans: what may stand for a number. */
  readonly loose: string;
  readonly and: string;
  readonly half: string;
  readonly article?: string;
}

const LISTS: Readonly<Record<string, WordLists>> = {
  en: {
    units: `zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13
      fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50
      sixty:60 seventy:70 eighty:80 ninety:90`,
    hundred: 'hundred',
    scales: 'thousand:1e3 million:1e6 billion:1e9 trillion:1e12',
    ordinals: `first:1 second:2 third:3 fourth:4 fifth:5 sixth:6 seventh:7 eighth:8 ninth:9 tenth:10 eleventh:11
      twelfth:12 thirteenth:13 fourteenth:14 fifteenth:15 sixteenth:16 seventeenth:17 eighteenth:18 nineteenth:19
      twentieth:20 thirtieth:30 fortieth:40 fiftieth:50 sixtieth:60 hundredth:100`,
    loose: `half:50 halves:50 quarter:25 quarters:25 thirds:33 dozen:12 decade:10 decades:10 century:100 fortnight:14
      couple:2 pair:2 both:2 twin:2 twins:2 twice:2 double:2 doubled:2 triple:3 thrice:3 noon:12 midday:12 midnight:0
      single:1 once:1 twenties:20 thirties:30 forties:40 fifties:50 sixties:60 seventies:70 eighties:80 nineties:90`,
    and: 'and',
    half: 'half',
    article: 'a an',
  },
  es: {
    units: `cero:0 un:1 uno:1 una:1 dos:2 tres:3 cuatro:4 cinco:5 seis:6 siete:7 ocho:8 nueve:9 diez:10 once:11 doce:12
      trece:13 catorce:14 quince:15 dieciseis:16 diecisiete:17 dieciocho:18 diecinueve:19 veinte:20 veintiun:21
      veintiuno:21 veintiuna:21 veintidos:22 veintitres:23 veinticuatro:24 veinticinco:25 veintiseis:26 veintisiete:27
      veintiocho:28 veintinueve:29 treinta:30 cuarenta:40 cincuenta:50 sesenta:60 setenta:70 ochenta:80 noventa:90
      cien:100 ciento:100 doscientos:200 doscientas:200 trescientos:300 trescientas:300 cuatrocientos:400
      cuatrocientas:400 quinientos:500 quinientas:500 seiscientos:600 seiscientas:600 setecientos:700 setecientas:700
      ochocientos:800 ochocientas:800 novecientos:900 novecientas:900`,
    scales: 'millon:1e6 millones:1e6 billon:1e12 billones:1e12 trillones:1e18 millardo:1e9 millardos:1e9',
    bareScales: 'mil:1e3',
    ordinals: `primer:1 primero:1 primera:1 primeros:1 primeras:1 segundo:2 segunda:2 tercer:3 tercero:3 tercera:3
      cuarto:4 cuarta:4 quinto:5 quinta:5 sexto:6 sexta:6 septimo:7 septima:7 octavo:8 octava:8 noveno:9 novena:9
      decimo:10 decima:10 undecimo:11 duodecimo:12 vigesimo:20 vigesima:20 trigesimo:30 centesimo:100`,
    loose: `mitad:50 cuartos:25 tercio:33 tercios:33 docena:12 decena:10 quincena:15 veintena:20 treintena:30
      centenar:100 millar:1000 decada:10 decadas:10 siglo:100 par:2 ambos:2 ambas:2 doble:2 mediodia:12 medianoche:0`,
    and: 'y',
    half: 'medio media',
  },
  fr: {
    units: `zero:0 un:1 une:1 deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12
      treize:13 quatorze:14 quinze:15 seize:16 vingt:20 vingts:20 trente:30 quarante:40 cinquante:50 soixante:60
      septante:70 huitante:80 nonante:90`,
    bareHundred: 'cent cents',
    scales: 'million:1e6 millions:1e6 milliard:1e9 milliards:1e9 billion:1e12 billions:1e12',
    bareScales: 'mille:1e3',
    ordinals: `premier:1 premiere:1 premiers:1 premieres:1 deuxieme:2 second:2 seconde:2 troisieme:3 quatrieme:4
      cinquieme:5 sixieme:6 septieme:7 huitieme:8 neuvieme:9 dixieme:10 onzieme:11 douzieme:12 treizieme:13
      quatorzieme:14 quinzieme:15 seizieme:16 vingtieme:20 trentieme:30 centieme:100`,
    loose: `moitie:50 quart:25 quarts:25 tiers:33 douzaine:12 dizaine:10 quinzaine:15 vingtaine:20 trentaine:30
      quarantaine:40 cinquantaine:50 centaine:100 millier:1000 decennie:10 decennies:10 siecle:100 paire:2 double:2
      midi:12 minuit:0`,
    and: 'et',
    half: 'demi demie',
  },
  de: {
    // Compounds ("dreiundzwanzig") are read by `germanNumber`.
    units: `null:0 ein:1 eine:1 einen:1 einem:1 einer:1 eines:1 eins:1 zwei:2 drei:3 vier:4 funf:5 sechs:6 sieben:7
      acht:8 neun:9 zehn:10 elf:11 zwolf:12 sechzehn:16 siebzehn:17 zwanzig:20 dreißig:30 vierzig:40 funfzig:50
      sechzig:60 siebzig:70 achtzig:80 neunzig:90 anderthalb:1.5 eineinhalb:1.5 zweieinhalb:2.5 dreieinhalb:3.5
      viereinhalb:4.5 funfeinhalb:5.5 sechseinhalb:6.5 siebeneinhalb:7.5 achteinhalb:8.5 neuneinhalb:9.5`,
    bareHundred: 'hundert',
    scales: `million:1e6 millionen:1e6 mio:1e6 milliarde:1e9 milliarden:1e9 mrd:1e9 billion:1e12 billionen:1e12
      bio:1e12`,
    bareScales: 'tausend:1e3',
    ordinals: `erste:1 ersten:1 erster:1 erstes:1 zweite:2 zweiten:2 zweiter:2 zweites:2 dritte:3 dritten:3 dritter:3
      drittes:3 vierte:4 vierten:4 vierter:4 funfte:5 funften:5 funfter:5 sechste:6 sechsten:6 siebte:7 siebten:7
      achte:8 achten:8 neunte:9 neunten:9 zehnte:10 zehnten:10 elfte:11 elften:11 zwolfte:12 zwolften:12 zwanzigste:20
      zwanzigsten:20 dreißigste:30 hundertste:100`,
    loose: `halfte:50 viertel:25 drittel:33 dutzend:12 jahrzehnt:10 jahrzehnte:10 jahrzehnten:10 jahrhundert:100
      paar:2 beide:2 beiden:2 beider:2 doppelt:2 doppelte:2 zweimal:2 dreimal:3 verdoppelt:2 mittag:12 mitternacht:0
      einmal:1 zwanzigerjahre:20 dreißigerjahre:30 vierzigerjahre:40 funfzigerjahre:50 sechzigerjahre:60
      siebzigerjahre:70 achtzigerjahre:80 neunzigerjahre:90`,
    and: 'und',
    half: 'halbe halben halber',
  },
  ar: {
    units: `صفر:0 واحد:1 واحدة:1 أحد:1 إحدى:1 اثنان:2 اثنين:2 اثنتان:2 اثنتين:2 اثنا:2 اثني:2 اثنتا:2 اثنتي:2 ثلاث:3
      ثلاثة:3 أربع:4 أربعة:4 خمس:5 خمسة:5 ست:6 ستة:6 سبع:7 سبعة:7 ثمان:8 ثماني:8 ثمانية:8 تسع:9 تسعة:9 عشر:10 عشرة:10
      عشرون:20 عشرين:20 ثلاثون:30 ثلاثين:30 أربعون:40 أربعين:40 خمسون:50 خمسين:50 ستون:60 ستين:60 سبعون:70 سبعين:70
      ثمانون:80 ثمانين:80 تسعون:90 تسعين:90 مئتان:200 مئتين:200 مئتا:200 مئتي:200 مائتان:200 مائتين:200 مائتا:200
      مائتي:200 ثلاثمئة:300 ثلاثمائة:300 أربعمئة:400 أربعمائة:400 خمسمئة:500 خمسمائة:500 ستمئة:600 ستمائة:600
      سبعمئة:700 سبعمائة:700 ثمانمئة:800 ثمانمائة:800 تسعمئة:900 تسعمائة:900 ألفان:2e3 ألفين:2e3 ألفا:2e3 ألفي:2e3
      مليونان:2e6 مليونين:2e6 مليوني:2e6 مليونا:2e6 ملياران:2e9 مليارين:2e9 ملياري:2e9`,
    bareHundred: 'مئة مائة',
    scales: 'آلاف:1e3 ملايين:1e6 مليارات:1e9 تريليونات:1e12',
    bareScales: 'ألف:1e3 ألفا:1e3 مليون:1e6 مليونا:1e6 مليار:1e9 بليون:1e9 تريليون:1e12',
    ordinals: `أول:1 أولى:1 ثاني:2 ثانية:2 ثالث:3 ثالثة:3 رابع:4 رابعة:4 خامس:5 خامسة:5 سادس:6 سادسة:6 سابع:7 سابعة:7
      ثامن:8 ثامنة:8 تاسع:9 تاسعة:9 عاشر:10 عاشرة:10 حادي:1 حادية:1`,
    loose: `نصف:50 ربع:25 ثلث:33 ثلثي:33 ثلثا:33 أرباع:25 عقد:10 عقدين:20 عقود:10 قرن:100 كلا:2 كلتا:2 ضعف:2 ضعفي:2
      مرتين:2 عامين:2 يومين:2 شهرين:2 أسبوعين:2 ساعتين:2 سنتين:2 الظهر:12 منتصف:0
      عشرينيات:20 ثلاثينيات:30 أربعينيات:40 خمسينيات:50 ستينيات:60 سبعينيات:70 ثمانينيات:80 تسعينيات:90
      عشرينات:20 ثلاثينات:30 أربعينات:40 خمسينات:50 ستينات:60 سبعينات:70 ثمانينات:80 تسعينات:90`,
    and: 'و',
    half: 'نصف',
  },
};

export type NumberLexicon = (key: string) => NumberWord | undefined;

const lexicons = new Map<string, NumberLexicon>();
const none: NumberLexicon = () => undefined;

/** The number words of a language, looked up by `wordKey`. */
export function numberLexicon(language: string): NumberLexicon {
  const base = baseLanguage(language);
  let lexicon = lexicons.get(base);
  if (lexicon === undefined) {
    const lists = LISTS[base];
    lexicon = lists === undefined ? none : lexiconOf(base, lists);
    lexicons.set(base, lexicon);
  }
  return lexicon;
}

const ASCII = /^[ -~]*$/;

/** A word without accents, vowel signs and case, Arabic letters in one spelling: what word lists are looked up by. */
export function wordKey(word: string): string {
  const lower = word.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/\u0640/g, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC');
}

function lexiconOf(base: string, lists: WordLists): NumberLexicon {
  const words = new Map<string, NumberWord>();
  const put = (list: string | undefined, make: (value: number) => NumberWord) => {
    for (const entry of list?.split(/\s+/).filter(Boolean) ?? []) {
      const [word = '', value = '0'] = entry.split(':');
      words.set(wordKey(word), make(Number(value)));
    }
  };
  put(lists.loose, (value) => ({ is: 'loose', value }));
  put(lists.ordinals, (value) => ({ is: 'ordinal', value }));
  put(lists.half, () => ({ is: 'half' }));
  put(lists.units, (value) => ({ is: 'unit', value }));
  put(lists.scales, (value) => ({ is: 'scale', value, bare: false }));
  put(lists.bareScales, (value) => ({ is: 'scale', value, bare: true }));
  put(lists.hundred, () => ({ is: 'hundred', bare: false }));
  put(lists.bareHundred, () => ({ is: 'hundred', bare: true }));
  put(lists.and, () => ({ is: 'and' }));
  put(lists.article, () => ({ is: 'article' }));
  if (base === 'de') return (key) => words.get(key) ?? germanWord(key);
  if (base === 'ar') return (key) => words.get(key) ?? words.get(key.replace(/^(?:[بلفك]?ال|لل|[بلفك])/, ''));
  return (key) => words.get(key);

  function germanWord(key: string): NumberWord | undefined {
    const value = germanNumber(key, words);
    return value === null ? undefined : { is: 'unit', value };
  }
}

/** "zweihundertfünfundzwanzigtausend": German writes numbers below a million as one word. */
function germanNumber(key: string, words: ReadonlyMap<string, NumberWord>): number | null {
  const simple = words.get(key);
  if (simple?.is === 'unit') return simple.value;
  for (const [word, factor] of [
    ['tausend', 1000],
    ['hundert', 100],
  ] as const) {
    const at = key.indexOf(word);
    if (at === -1 || key.length === word.length) continue;
    const times = at === 0 ? 1 : germanNumber(key.slice(0, at), words);
    const rest = key.slice(at + word.length).replace(/^und/, '');
    const more = rest === '' ? 0 : germanNumber(rest, words);
    return times === null || more === null ? null : times * factor + more;
  }
  if (key.endsWith('zehn')) {
    const unit = germanNumber(key.slice(0, -4), words);
    return unit !== null && unit < 10 ? unit + 10 : null;
  }
  const und = key.indexOf('und', 3);
  if (und === -1) return null;
  const unit = germanNumber(key.slice(0, und), words);
  const tens = germanNumber(key.slice(und + 3), words);
  return unit !== null && tens !== null && unit < 10 && tens >= 20 && tens % 10 === 0 ? tens + unit : null;
}
