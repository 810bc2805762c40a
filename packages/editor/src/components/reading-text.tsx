import { type ArticleDoc, type Block, directionOf, type Item, type TextNode } from '@copydesk/shared/article';
import { Children, createElement, type ReactNode } from 'react';
import './copy.css';
import { pictureWords, shownPicture } from './figure-view.ts';

/** How a block's own text is shown instead of plainly (word differences, for one); null: plainly. */
export type ShowInline = (blockId: string, content: readonly TextNode[] | undefined) => ReactNode | null;

const plainly: ShowInline = () => null;

/** Inline content with its marks. Links are shown, not followed: a window leads nowhere. */
export function inlineNodes(content: readonly TextNode[] | undefined): ReactNode {
  return Children.toArray((content ?? []).map(marked));
}

function marked({ text, marks }: TextNode): ReactNode {
  let shown: ReactNode = text;
  for (const mark of marks ?? []) {
    if (mark.type === 'bold') shown = <strong>{shown}</strong>;
    else if (mark.type === 'italic') shown = <em>{shown}</em>;
    else shown = <u title={mark.attrs.href}>{shown}</u>;
  }
  return <span>{shown}</span>;
}

const TAGS = { headline: 'h1', standfirst: 'p', paragraph: 'p' } as const;

/** One block as it is read. */
export function ReadingBlock({ block, show = plainly }: { block: Block; show?: ShowInline }) {
  switch (block.type) {
    case 'headline':
    case 'standfirst':
    case 'paragraph':
      return createElement(
        TAGS[block.type],
        block.type === 'paragraph' ? null : { 'data-block': block.type },
        show(block.attrs.id, block.content) ?? inlineNodes(block.content),
      );
    case 'heading': {
      const text = show(block.attrs.id, block.content) ?? inlineNodes(block.content);
      return block.attrs.level === 2 ? <h2>{text}</h2> : <h3>{text}</h3>;
    }
    case 'figure': {
      const { id, src, alt, credit } = block.attrs;
      const caption = (block.content ?? []).flatMap((one) => one.content ?? []);
      const shown = shownPicture(src);
      return (
        <figure>
          <div className="picture">{shown === null ? pictureWords({ src, alt }) : <img src={shown} alt={alt} />}</div>
          <figcaption>{show(id, caption) ?? inlineNodes(caption)}</figcaption>
          {credit !== '' && <div className="credit">{credit}</div>}
        </figure>
      );
    }
    case 'quote':
      return <blockquote>{blocks(block.content, show)}</blockquote>;
    case 'bulletList':
      return <ul>{items(block.content, show)}</ul>;
    case 'orderedList':
      return <ol>{items(block.content, show)}</ol>;
  }
}

function blocks(content: readonly Block[] | undefined, show: ShowInline): ReactNode {
  return Children.toArray((content ?? []).map((block) => <ReadingBlock block={block} show={show} />));
}

function items(content: readonly Item[] | undefined, show: ShowInline): ReactNode {
  return (content ?? []).map((item) => <li key={item.attrs.id}>{blocks(item.content, show)}</li>);
}

export interface ReadingTextProps {
  readonly content: ArticleDoc;
  readonly language: string;
  readonly show?: ShowInline;
}

/** A text to read, set as copy. */
export function ReadingText({ content, language, show = plainly }: ReadingTextProps) {
  return (
    <article className="copy" lang={language} dir={directionOf(language)}>
      {blocks(content.content, show)}
    </article>
  );
}
