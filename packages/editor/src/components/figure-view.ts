/** A figure in the editor: the picture's place, then caption, credit and description as their own small fields. */
import type { Editor } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view';

type FieldName = 'credit' | 'alt';
const FIELDS: readonly { readonly name: FieldName; readonly label: string }[] = [
  { name: 'credit', label: 'Credit' },
  { name: 'alt', label: 'Description' },
];

/** Shown instead of a picture: addresses elsewhere are never fetched by opening a story. */
export function pictureWords(attrs: { readonly src: unknown; readonly alt: unknown }): string {
  if (typeof attrs.alt === 'string' && attrs.alt !== '') return `Picture: ${attrs.alt}`;
  return attrs.src === null ? 'Picture to come' : 'Picture';
}

/** A picture that is part of the document itself may be shown; others stay words. */
export function shownPicture(src: unknown): string | null {
  return typeof src === 'string' && src.startsWith('data:image/') ? src : null;
}

function create<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

export class FigureView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly #picture: HTMLElement;
  readonly #fields: HTMLElement;
  readonly #addCaption: HTMLButtonElement;
  readonly #inputs: ReadonlyMap<FieldName, HTMLInputElement>;
  readonly #view: EditorView;
  readonly #position: () => number | undefined;
  #node: ProseMirrorNode;

  constructor(node: ProseMirrorNode, view: EditorView, position: () => number | undefined) {
    this.#node = node;
    this.#view = view;
    this.#position = position;
    this.dom = document.createElement('figure');
    this.#picture = create('div', 'picture');
    this.#picture.contentEditable = 'false';
    this.contentDOM = create('div', 'captions');
    this.#addCaption = create('button', 'add-caption');
    this.#addCaption.type = 'button';
    this.#addCaption.textContent = 'Add a caption';
    this.#addCaption.contentEditable = 'false';
    this.#addCaption.addEventListener('click', () => this.#insertCaption());
    this.#fields = create('div', 'figure-fields');
    this.#fields.contentEditable = 'false';
    this.#inputs = new Map(FIELDS.map(({ name, label }) => [name, this.#field(name, label)]));
    this.dom.append(this.#picture, this.contentDOM, this.#addCaption, this.#fields);
    this.#show();
  }

  #field(name: FieldName, words: string): HTMLInputElement {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'text';
    input.id = `${name}-${String(this.#node.attrs.id)}`;
    label.htmlFor = input.id;
    label.textContent = words;
    input.addEventListener('input', () => this.#set(name, input.value));
    this.#fields.append(label, input);
    return input;
  }

  #set(name: FieldName, value: string): void {
    const position = this.#position();
    if (position === undefined || !this.#view.editable) return;
    this.#view.dispatch(this.#view.state.tr.setNodeAttribute(position, name, value));
  }

  #insertCaption(): void {
    const position = this.#position();
    const caption = this.#view.state.schema.nodes.caption?.create();
    if (position === undefined || caption === undefined || !this.#view.editable) return;
    this.#view.dispatch(this.#view.state.tr.insert(position + 1, caption));
    this.#view.focus();
  }

  #show(): void {
    const { src, alt } = this.#node.attrs;
    const shown = shownPicture(src);
    if (shown === null) this.#picture.textContent = pictureWords({ src, alt });
    else {
      const image = document.createElement('img');
      image.src = shown;
      image.alt = typeof alt === 'string' ? alt : '';
      this.#picture.replaceChildren(image);
    }
    this.#addCaption.hidden = this.#node.childCount > 0 || !this.#view.editable;
    for (const [name, input] of this.#inputs) {
      const value = String(this.#node.attrs[name] ?? '');
      if (input.value !== value) input.value = value;
    }
    for (const input of this.#inputs.values()) input.readOnly = !this.#view.editable;
  }

  update(node: ProseMirrorNode): boolean {
    if (node.type !== this.#node.type) return false;
    this.#node = node;
    this.#show();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof globalThis.Node && this.#fields.contains(event.target);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target);
  }
}

/** Takes the figures' own fields into or out of read-only with the editor: call after `setEditable`. */
export function refreshFigures(editor: Editor): void {
  for (const input of editor.view.dom.querySelectorAll<HTMLInputElement>('.figure-fields input')) {
    input.readOnly = !editor.isEditable;
  }
  for (const button of editor.view.dom.querySelectorAll<HTMLButtonElement>('.add-caption')) {
    const figure = button.closest('figure');
    button.hidden = !editor.isEditable || figure?.querySelector('figcaption') !== null;
  }
}
