/** The schema of an edition's text, for TipTap and for Node alike. */
import { type Extensions, getSchema } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Italic } from '@tiptap/extension-italic';
import type { Schema } from '@tiptap/pm/model';
import { Link } from './link.ts';
import {
  BulletList,
  Caption,
  Document,
  Figure,
  Heading,
  Headline,
  Item,
  OrderedList,
  Paragraph,
  Quote,
  Standfirst,
  Text,
} from './nodes.ts';

/** Nodes and marks only; the order of the marks is the one `readEdition` gives them in. */
export const schemaExtensions: Extensions = [
  Document,
  Text,
  Paragraph,
  Headline,
  Standfirst,
  Heading,
  Figure,
  Caption,
  Quote,
  BulletList,
  OrderedList,
  Item,
  Bold,
  Italic,
  Link,
];

export const editionSchema: Schema = getSchema(schemaExtensions);
