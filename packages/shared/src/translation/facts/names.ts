/**
 * Finds the personal names in a story, so that they can be kept from engines that would translate them ("Donald Trump"
 * became "Triunfo de Donald"). By form alone: runs of capitalised words that are no institution, nationality or title.
 * A name missed is translated, as before; a word taken for a name stays as it was, for the translator to see.
 */

/** Before a name, and no part of it. One capitalised word after one of these is a name. */
const TITLES = words(`
  mr mrs ms miss dr prof professor sir dame lord lady king queen prince princess pope president vice-president premier
  chancellor senator governor mayor general colonel captain sergeant judge justice minister secretary ambassador
  congressman congresswoman representative chairman chairwoman director sheikh ayatollah imam rabbi bishop
  sr sra srta don doña señor señora doctor doctora presidente presidenta ministro ministra papa rey reina
  monsieur madame mme herr frau`);
/** Begins a sentence, or stands between capitals, and belongs to no name. */
const COMMON = words(`
  a an the this that these those some many most all both each every another such no
  in on at by to of for from with without within over under after before since until during despite amid against about
  as if when while where why how what which who whose because although though unless whether but and or nor so yet
  then there here now today yesterday tomorrow however meanwhile moreover instead also still even only just once
  he she it they we you i his her its their our your my one two three four five six seven eight nine ten hundreds
  thousands millions is are was were has have had do does did will would can could may might must should not yes
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
  october november december prime deputy foreign former late acting us uk eu un usa
  el la los las un una unos unas en de del al por para con sin según pero y o que como cuando desde hasta tras ante
  este esta estos estas ese esa su sus no sí lo se más también además sin embargo hoy ayer mañana
  lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre
  octubre noviembre diciembre`);
/** Makes a run the name of an institution or a place, which engines know or translate word by word rightly. */
const INSTITUTION = words(`
  united nations kingdom states state union republic federation council court house senate parliament congress
  assembly ministry department office agency commission committee bank fund party front movement army navy force forces
  defence defense guard police university college school institute hospital church province city county street road
  square river lake sea ocean island islands mountain mount north south east west northern southern eastern western
  central middle new san santa saint st los las world international national federal european security civil human rights health organization
  organisation association foundation group company corporation club league cup games airport airport's station
  times post telegraph guardian news agency press white black red cross crescent islamic helmets government
  naciones unidas reino estados unión república consejo corte congreso senado parlamento ministerio banco partido
  ejército universidad provincia ciudad calle oriente medio norte sur este oeste cruz roja`);
/** Nationalities and the like: "Turkish President Tayyip Erdogan". */
const NATIONALITY =
  /^(?:\p{Lu}\p{Ll}+(?:ish|ian|ean|ese|ench|utch|eek|wiss)|Iraqi|Israeli|Saudi|Pakistani|Afghan|German|American|Arab|Kurdish|Kremlin)s?$/u;
/** Small words inside names: "Charles de Gaulle", "Osama bin Laden". */
const PARTICLE = /^(?:al|el|bin|bint|ibn|abu|de|del|da|di|du|dos|van|von|der|den|la|le|ten|ter)$/i;

/** A word with what holds it together ("al-Numan", "O'Neill"), without a possessive. */
const WORD = /\p{L}[\p{L}\p{M}]*(?:[-'’]\p{L}[\p{L}\p{M}]*)*/gu;
const POSSESSIVE = /['’]s?$/u;
const SENTENCE_END = /[.!?…]["'”’»)]*$/u;
/** In a line with more capitals than this, capitals say nothing: a headline in title case. */
const MAX_CAPITAL_SHARE = 0.6;

/** The names in a story's texts: full names, and their surnames alone. Longest first. */
export function findNames(texts: readonly string[]): string[] {
  const names = new Set<string>();
  for (const text of texts) for (const name of namesIn(text)) names.add(name);
  for (const name of [...names]) {
    const surname = name.split(' ').at(-1) ?? '';
    if (surname !== name && !COMMON.has(surname.toLowerCase())) names.add(surname);
  }
  return [...names].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** How often `name` stands in `text` as a word of its own. */
export function occurrences(text: string, name: string): number {
  return text.match(nameExpression(name))?.length ?? 0;
}

/** Matches a name or a number where it is not a part of a longer one. */
export function nameExpression(name: string): RegExp {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.,:])${escaped}(?![\\p{L}\\p{N}]|[.,:]\\p{N})`, 'gu');
}

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly possessive: boolean;
}

function namesIn(text: string): string[] {
  const all = readWords(text);
  const capitals = all.filter(({ word }) => isCapitalised(word)).length;
  if (!SENTENCE_END.test(text) && all.length > 4 && capitals > MAX_CAPITAL_SHARE * all.length) return [];
  const lower = new Set(all.map(({ word }) => word).filter((word) => !isCapitalised(word)));

  const found: string[] = [];
  let run: Word[] = [];
  let afterTitle = false;
  const endRun = () => {
    while (PARTICLE.test(run.at(-1)?.word ?? '')) run.pop();
    const [first] = run;
    const last = run.at(-1);
    const isName = run.length > 1 || (run.length === 1 && afterTitle);
    if (first && last && last.word.length > 1 && isName && !run.some(({ word }) => INSTITUTION.has(word.toLowerCase())))
      found.push(text.slice(first.start, last.end));
    run = [];
    afterTitle = false;
  };
  for (const item of all) {
    const { word, start } = item;
    const previous = run.at(-1);
    if (previous && !joins(previous, text.slice(previous.end, start))) endRun();
    const key = word.toLowerCase();
    if (TITLES.has(key)) {
      endRun();
      afterTitle = isCapitalised(word);
    } else if (run.length > 0 && PARTICLE.test(word)) run.push(item);
    else if (!isCapitalised(word) || COMMON.has(key) || NATIONALITY.test(word) || lower.has(key)) endRun();
    else run.push(item);
  }
  endRun();
  return found;
}

function readWords(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: raw, index }) => {
    const word = raw.replace(POSSESSIVE, '');
    return { word, start: index, end: index + word.length, possessive: word !== raw };
  });
}

/** One space holds a name together, and the full stop of an initial: "George W. Bush". */
function joins(previous: Word, between: string): boolean {
  if (previous.possessive) return false;
  return between === ' ' || (between === '. ' && previous.word.length === 1);
}

function isCapitalised(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
