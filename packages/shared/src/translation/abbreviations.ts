/** Abbreviations whose full stop ends no sentence, per language, in lower case and without that stop. */
import { baseLanguage } from '../article/language.ts';

interface Abbreviations {
  /** Before a name or a number: what follows belongs to it, in capitals too ("Mr. Lawson", "p. 12"). */
  readonly before: ReadonlySet<string>;
  /** May end a sentence as well: what follows tells ("5 p.m. on", "EE. UU. El"). */
  readonly anywhere: ReadonlySet<string>;
}

const LISTS: Readonly<Record<string, readonly [before: string, anywhere: string]>> = {
  en: [
    `mr mrs ms mx dr prof rev fr sr jr st gen col maj capt lt sgt cpl pvt adm cmdr sen rep gov pres hon mt ft no nos fig
    vs p pp vol art sec ch dept messrs`,
    `etc inc ltd co corp bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m am pm
    u.s u.k u.n e.u d.c e.g i.e approx est ave blvd rd`,
  ],
  es: [
    `sr sra srta sres dr dra prof profa d dña da ud uds vd lic ing arq gral cnel cap tte sto sta mons excmo núm nº no pág
    págs art vol tel av avda c ee a.c fig`,
    'etc uu pp aprox ene feb mar abr may jun jul ago sept set oct nov dic a.m p.m s.a ee.uu dpto depto',
  ],
  fr: [
    `m mm mme mmes mlle mlles me mes dr pr prof mgr st ste gén col cap lt no nº art p pp vol fig av boul bd cf ch`,
    'etc janv févr avr juil sept oct nov déc apr env tél av j.-c ex',
  ],
  de: [
    `hr hrn fr dr prof dipl ing st nr bd s abs art vgl bzw ca evtl ggf inkl max min mio mrd sog tel usw.a z d u o v i
    geb gest hl gen jun sen kath ev`,
    'usw etc jan feb apr aug sept okt nov dez a m b h uhr str co bio',
  ],
  it: [
    'sig sigg sigra dott dottssa prof avv ing on sen gen col cap no n art pag pp vol fig s',
    'ecc gen feb apr ago set ott nov dic',
  ],
  pt: [
    'sr sra srs dr dra prof profa exmo gen cel cap nº no n art pág págs vol av',
    'etc jan fev abr ago set out nov dez',
  ],
  nl: ['dhr mevr mw dr prof drs ir mr ing st nr blz art bijv d.w.z', 'enz etc jan feb apr aug sept okt nov dec'],
};
const NONE: Abbreviations = { before: new Set(), anywhere: new Set() };

const known = new Map<string, Abbreviations>();

export function abbreviationsOf(language: string): Abbreviations {
  const base = baseLanguage(language);
  let found = known.get(base);
  if (found === undefined) {
    const lists = LISTS[base];
    found = lists === undefined ? NONE : { before: setOf(lists[0]), anywhere: setOf(lists[1]) };
    known.set(base, found);
  }
  return found;
}

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
