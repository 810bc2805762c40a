/**
 * TBX-Basic, the exchange format of term bases: ISO 30042:2019 (version 3) out, that and version 2 (`martif`) in, in both
 * styles: data categories as attributes (DCA) and as elements (DCT). Source: https://www.tbxinfo.net/tbx-dialects/
 */
import { baseLanguage } from '../../article/language.ts';
import type { LanguageTag } from '../../article/model.ts';
import { tagOf } from '../exchange/languages.ts';
import { ExchangeError } from '../exchange/model.ts';
import { attribute, childrenNamed, descendantsNamed, escapeXml, textOf, type XmlElement } from '../exchange/xml.ts';
import type { FileTerm, GlossaryFile, GlossaryFileInput } from './model.ts';
import type { GlossaryTerm, TermStatus } from './term.ts';

const PREFERRED = 'preferredTerm-admn-sts';
const DEPRECATED = 'deprecatedTerm-admn-sts';
const AGAINST: ReadonlySet<string> = new Set([DEPRECATED, 'supersededTerm-admn-sts']);
/** What TBX-Basic has no category for, as subsets of the project: its way to mark terms for a purpose. */
const UNTRANSLATED = 'do-not-translate';
const CASED = 'case-sensitive';

export function glossaryToTbx(
  terms: readonly GlossaryTerm[],
  { from, to }: { readonly from: LanguageTag; readonly to: LanguageTag },
): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca"${attribute('xml:lang', from)} xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>Copydesk glossary${escapeXml(` ${from} to ${to}`)}</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
${terms.map((term) => entry(term, from, to)).join('\n')}
 </body></text>
</tbx>
`;
}

function entry({ id, source, target, status, note, caseSensitive }: GlossaryTerm, from: string, to: string): string {
  const subset = (value: string) => `   <admin type="projectSubset">${value}</admin>\n`;
  const head = [
    status === UNTRANSLATED ? subset(UNTRANSLATED) : '',
    caseSensitive === true ? subset(CASED) : '',
    note === undefined ? '' : `   <note>${escapeXml(note)}</note>\n`,
  ];
  const standing = status === 'forbidden' ? DEPRECATED : PREFERRED;
  const translation = target === '' ? source : target;
  return `  <conceptEntry${attribute('id', `c${id}`)}>
${head.join('')}   <langSec${attribute('xml:lang', from)}><termSec><term>${escapeXml(source)}</term></termSec></langSec>
   <langSec${attribute('xml:lang', to)}><termSec><term>${escapeXml(translation)}</term><termNote type="administrativeStatus">${standing}</termNote></termSec></langSec>
  </conceptEntry>`;
}

/** Throws `ExchangeError` where the file is no TBX. */
export function readTbx(root: XmlElement, { name, from, to }: Omit<GlossaryFileInput, 'bytes'>): GlossaryFile {
  if (root.name !== 'tbx' && root.name !== 'martif') {
    throw new ExchangeError('unsupported', `${name} is an XML file of <${root.name}>. TBX and CSV can be read.`);
  }
  const terms: FileTerm[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const concept of [...descendantsNamed(root, 'conceptEntry'), ...descendantsNamed(root, 'termEntry')]) {
    const found = termsIn(concept, from, to);
    if (typeof found === 'string') problems.push({ line: concept.line, message: found });
    else terms.push(...found);
  }
  return { terms, problems };
}

/** A sentence where the entry holds no term of the two languages. */
function termsIn(concept: XmlElement, from: string, to: string): FileTerm[] | string {
  const sources = wordsIn(concept, from).filter(({ status }) => status === 'preferred');
  const targets = wordsIn(concept, to);
  const subsets = new Set([...valuesOf(concept, 'admin', 'projectSubset')].map((value) => value.trim()));
  const untranslated = subsets.has(UNTRANSLATED);
  if (sources.length === 0) return `The entry has no term in ${from}.`;
  if (targets.length === 0 && !untranslated) return `“${sources[0]?.text}” has no term in ${to}.`;
  const note = childrenNamed(concept, 'note').map(textOf).join(' ').trim();
  const rest = {
    line: concept.line,
    ...(note === '' ? {} : { note }),
    ...(subsets.has(CASED) ? { caseSensitive: true } : {}),
  };
  // An id stands for one pair; an entry of several terms is several.
  const id = sources.length * targets.length === 1 ? idOf(concept) : null;
  if (untranslated) {
    return sources.map(({ text }) => {
      const target = targets[0]?.text ?? '';
      return { ...rest, id: idOf(concept), source: text, target: target === text ? '' : target, status: UNTRANSLATED };
    });
  }
  return sources.flatMap((source) =>
    targets.map(({ text, status }) => ({ ...rest, id, source: source.text, target: text, status })),
  );
}

function idOf(concept: XmlElement): string | null {
  return /^c([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(concept.attributes.get('id') ?? '')?.[1] ?? null;
}

interface TermWords {
  readonly text: string;
  readonly status: Exclude<TermStatus, 'do-not-translate'>;
}

/** The terms of one language: of that very tag, else of the same language. */
function wordsIn(concept: XmlElement, language: string): TermWords[] {
  const sections = [...childrenNamed(concept, 'langSec'), ...childrenNamed(concept, 'langSet')];
  const tag = (section: XmlElement) =>
    tagOf(section.attributes.get('xml:lang') ?? section.attributes.get('lang')) ?? '';
  const exact = sections.filter((section) => tag(section) === language);
  const chosen =
    exact.length > 0 ? exact : sections.filter((section) => baseLanguage(tag(section)) === baseLanguage(language));
  return chosen.flatMap((section) =>
    ['termSec', 'tig', 'termGrp']
      .flatMap((name) => [...descendantsNamed(section, name)])
      .flatMap((group) => {
        const text = childrenNamed(group, 'term').map(textOf).join('').replace(/\s+/g, ' ').trim();
        const against = [...valuesOf(group, 'termNote', 'administrativeStatus')].some((value) =>
          AGAINST.has(value.trim()),
        );
        return text === '' ? [] : [{ text, status: against ? ('forbidden' as const) : ('preferred' as const) }];
      }),
  );
}

/** The values of a data category below an element, in either style. */
function* valuesOf(element: XmlElement, holder: string, category: string): Generator<string> {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    const attributed = child.name === holder && child.attributes.get('type') === category;
    if (attributed || child.name === category) yield textOf(child);
    else if (child.name !== 'langSec' && child.name !== 'langSet') yield* valuesOf(child, holder, category);
  }
}
