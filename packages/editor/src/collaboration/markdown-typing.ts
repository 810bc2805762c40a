/** Markdown-style typing at the start of a paragraph; bold and italic bring their own. Smart typography is off. */
import { Extension, InputRule, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core';

/** Only in running text: `- ` in a headline is a dash. */
function inParagraph(rule: InputRule): InputRule {
  return new InputRule({
    find: rule.find,
    handler: (props) => {
      const { parent } = props.state.doc.resolve(props.range.from);
      return parent.type.name === 'paragraph' ? rule.handler(props) : null;
    },
  });
}

export const MarkdownTyping = Extension.create({
  name: 'markdownTyping',
  addInputRules() {
    const { heading, quote, bulletList, orderedList } = this.editor.schema.nodes;
    if (!heading || !quote || !bulletList || !orderedList) return [];
    return [
      textblockTypeInputRule({
        find: /^(##|###)\s$/,
        type: heading,
        getAttributes: (match) => ({ level: match[1]?.length === 3 ? 3 : 2 }),
      }),
      wrappingInputRule({ find: /^>\s$/, type: quote }),
      wrappingInputRule({ find: /^[-*]\s$/, type: bulletList }),
      wrappingInputRule({ find: /^1[.)]\s$/, type: orderedList }),
    ].map(inParagraph);
  },
});
