/** Lines by which a text itself says that a machine translated it, in the languages that agencies write them. */
/** What only a notice says: enough wherever the line stands. */
const NOTICES: readonly RegExp[] = [
  /\bpowered by (?:automated|automatic|machine|neural|ai)[- ]translation\b/iu,
  /\b(?:article|story|text|page|content|translation) (?:was|is|has been) (?:(?:automatically|machine)[- ])?(?:translated|generated|produced) (?:automatically|by (?:a |an )?(?:machine|computer|ai|automat\w+)|with ai|using (?:ai|a machine|machine))/iu,
  /\b(?:article|story|text|page|content) (?:was|is|has been) (?:automatically|machine)[- ]translated\b/iu,
  /^translated\b.{0,40}\b(?:automatically|by (?:a )?machine|by ai|with ai)\b/iu,
  /^beta\b.*\btranslation\b/iu,
  /\btranslated (?:by|with) (?:google translate|deepl)\b/iu,
  /\b(?:traducid[oa]|traduïd[oa]) autom[aáà]tica?ment/iu,
  /\btraduit(?:e)? (?:automatiquement|par (?:une )?(?:machine|ia))/iu,
  /\b(?:maschinell|automatisch) (?:übersetzt|erstellte übersetzung)/iu,
  /\btraduzid[oa] automaticamente/iu,
  /\btradott[oa] automaticamente/iu,
  /\b(?:machinaal|automatisch) vertaald/iu,
  /(?:تُ?رجم|مترجمة?|ت?مت ترجمة).{0,30}(?:آلي|أوتوماتيكي|بالذكاء الاصطناعي)/u,
  /переведен[оа]? (?:автоматически|машиной)/iu,
  /(?:makine|otomatik) (?:tarafından )?çevril/iu,
];

/** What also opens a headline about translation: enough only if the line begins with it and says little more. */
const OPENINGS: readonly RegExp[] = [
  /^(?:automated|automatic|machine|neural|ai)[- ]translat(?:ion|ed)\b/iu,
  /^traducci[oó]n? (?:autom[aá]tica|automática)/iu,
  /^traducció automàtica/iu,
  /^traduction automatique/iu,
  /^(?:maschinelle|automatische) übersetzung/iu,
  /^tradução automática/iu,
  /^traduzione automatica/iu,
  /^(?:machinevertaling|automatische vertaling)/iu,
  /^ترجمة (?:آلية|أوتوماتيكية|تلقائية)/u,
  /^ترجمه (?:ماشینی|خودکار)/u,
  /^(?:машинный|автоматический) перевод/iu,
  /^(?:makine|otomatik) çevirisi/iu,
  /^תרגום (?:אוטומטי|מכונה)/u,
  /^(?:机器翻译|自动翻译|機械翻訳|自動翻訳)/u,
];
/** Words after the opening that a notice has: where from, by whom, checked or not. */
const NOTICE_TAIL =
  /^\s*(?:$|[.:,;(–—-]|from\b|by\b|of\b|del?\b|du\b|de\b|dal|do\b|aus\b|von\b|par\b|por\b|من\b|من |،|с\b|revisada|revista)/iu;

const LONGEST = 220;

/** Whether a line is such a notice. `first`: it is the file's first line, which only a plain notice may be. */
export function isLabelLine(text: string, { first = false }: { first?: boolean } = {}): boolean {
  const line = text.trim();
  if (line.length > LONGEST) return false;
  if (NOTICES.some((pattern) => pattern.test(line))) return true;
  return OPENINGS.some((pattern) => {
    const match = pattern.exec(line);
    if (!match) return false;
    const tail = line.slice(match[0].length);
    return first ? /^[\s.]*$/u.test(tail) : NOTICE_TAIL.test(tail);
  });
}
