/** Captions as agencies write them: wire words in front, the credit behind. */

export interface SplitCredit {
  /** The text without its credit. */
  readonly text: string;
  readonly credit: string | null;
}

export interface ParsedCaption extends SplitCredit {
  /** Words of the wire that are not for readers ("TOPSHOT"); they stay in the text for a person to decide. */
  readonly wireWords: readonly string[];
}

const AGENCY = [
  'AAP',
  'AFP(?:TV)?',
  'AFP PHOTO',
  'Alamy(?: Stock Photo)?',
  'Anadolu(?: Agency)?',
  'ANP',
  'ANSA',
  'AP(?: Photo| Images)?',
  'Associated Press',
  'Bloomberg',
  'dpa',
  'EFE',
  'EPA(?:[-/ ]EFE)?',
  'Getty(?: Images)?',
  'Handout',
  'NurPhoto',
  'PA(?: Wire| Images| Media)?',
  'Picture Alliance',
  'Pool',
  'Reuters',
  'Shutterstock',
  'SIPA(?: USA)?',
  'TASS',
  'WAM',
  'Xinhua',
].join('|');
const NAME = String.raw`[^\n()\[\]/]{2,80}`;
/** After which a sentence is over. */
const END = '[.!?”"»…]';
const PHOTO_WORD =
  '(?:Photo(?:graph|grapher|graphie)?|Picture|Image|Foto(?:graf[ií]a)?|Bild|Imagen|Credit|Crédit(?: photo)?|Crédito|Copyright|صورة|تصوير)';

/** Each has the credit in its group `credit`; the first that matches at the end of the text counts. */
const CREDITS: readonly RegExp[] = [
  // (Photo by Ana Lund/AFP) · (Photo: Ana Lund) · [Photo: Ana Lund]
  pattern(
    String.raw`\s*[(\[]\s*${PHOTO_WORD}\s*(?:by\s+|:\s*|de\s+|par\s+|von\s+|/\s*)(?<credit>.{2,120}?)\s*[)\]]\.?$`,
  ),
  // (AFP/Ana Lund) · (Ana Lund / Reuters) · (AP Photo/Ana Lund)
  pattern(
    String.raw`\s*[(\[]\s*(?<credit>(?:${AGENCY})\s*/\s*${NAME}|${NAME}/\s*(?:${AGENCY})(?:\s+via\s+${NAME})?)\s*[)\]]\.?$`,
  ),
  // ... Photo: Ana Lund · ... Photograph: Ana Lund/AFP
  pattern(String.raw`(?:^|(?<=${END}|[|–—]))\s*${PHOTO_WORD}\s*(?::|by\s)\s*(?<credit>[^\n:]{2,80}?)\.?$`),
  // ... © Ana Lund · (c) Ana Lund
  /\s*(?:©|\(c\))\s*(?<credit>[^©\n]{2,80}?)\.?$/iu,
  // ... / Ana Lund / AFP · ... / Coastal News / Ana Lund
  /\s+\/\s+(?<credit>\p{Lu}[^/\n]{1,60}\s+\/\s+\p{Lu}[^/\n.]{1,60})\.?$/u,
  // ... REUTERS/Ana Lund · ... Ana Lund/AFP
  pattern(String.raw`(?<=${END}|^)\s+(?<credit>(?:${AGENCY})/${NAME}|${NAME}/(?:${AGENCY}))$`),
  // ... / AFP · ... / AFP / J. Lund
  pattern(String.raw`\s+/\s*(?<credit>(?:${AGENCY})(?:\s*/\s*${NAME})?)\.?$`),
];

function pattern(source: string): RegExp {
  return new RegExp(source, 'iu');
}

/** Splits "... 2019. / AFP / Ana Lund" into the text and "AFP / Ana Lund"; `credit` is null where none is found. */
export function splitCredit(text: string): SplitCredit {
  for (const pattern of CREDITS) {
    const match = pattern.exec(text);
    const credit = match?.groups?.credit?.trim();
    if (match && credit) return { text: text.slice(0, match.index).trimEnd(), credit };
  }
  return { text, credit: null };
}

const WIRE_WORD =
  /^(?:TOPSHOT|FILE PHOTO|FILES?|ADDITION|CORRECTION|CORRECTED|ALTERNATIVE CROP|GRAPHIC CONTENT|EDITORS?['’]? NOTES?|EMBARGOED|URGENT|BREAKING(?: NEWS)?|FLASH|EXCLUSIVE|RPT|REPEAT|REFILE|(?:UPDATE|WRAPUP|ADVISORY) ?\d*)\b(?=\s*[-–—:/|]|\s*$)/u;

/** Words of the wire at the start of a line ("TOPSHOT - ...", "UPDATE 2-..."), in order. */
export function wireWords(text: string): string[] {
  const words: string[] = [];
  let rest = text.trimStart();
  for (let match = WIRE_WORD.exec(rest); match; match = WIRE_WORD.exec(rest)) {
    words.push(match[0]);
    rest = rest.slice(match[0].length).replace(/^[\s\-–—:/|]+/u, '');
  }
  return words;
}

/** A caption line taken apart. */
export function parseCaption(text: string): ParsedCaption {
  const bracketed = /^\[Picture:\s*(?<inside>.*)\]$/u.exec(text.trim())?.groups?.inside;
  const inside = bracketed ?? text.trim();
  return { ...splitCredit(inside), wireWords: wireWords(inside) };
}
