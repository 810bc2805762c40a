import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Link as LinkIcon } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  FieldError,
  Form,
  Input,
  Label,
  Popover,
  TextField,
} from 'react-aria-components';
import { hrefFromInput } from '../schema/index.ts';
import styles from './toolbar.module.css';

/** Makes, changes or takes away a link on the selected words. */
export function LinkButton({ editor }: { editor: Editor }) {
  const [open, setOpen] = useState(false);
  const { href, enabled } = useEditorState({
    editor,
    selector: () => {
      const found: unknown = editor.getAttributes('link').href;
      return {
        href: typeof found === 'string' ? found : '',
        enabled: editor.isEditable && (!editor.state.selection.empty || editor.isActive('link')),
      };
    },
  });
  const close = () => {
    setOpen(false);
    editor.commands.focus();
  };
  const linkTo = (address: string | null) => {
    const chain = editor.chain().focus().extendMarkRange('link');
    if (address === null) chain.unsetMark('link').run();
    else chain.setMark('link', { href: address }).run();
    close();
  };
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button
        className={styles.tool ?? ''}
        aria-label="Link"
        isDisabled={!enabled}
        data-selected={href === '' ? undefined : 'true'}
        preventFocusOnPress
      >
        <LinkIcon size={16} aria-hidden />
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <Dialog aria-label="Link" className={styles.dialog ?? ''}>
          <LinkForm href={href} onLink={linkTo} onCancel={close} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface LinkFormProps {
  readonly href: string;
  readonly onLink: (address: string | null) => void;
  readonly onCancel: () => void;
}

function LinkForm({ href, onLink, onCancel }: LinkFormProps) {
  const [typed, setTyped] = useState(href);
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = hrefFromInput(typed);
    if (address === null) setWrong(true);
    else onLink(address);
  };
  return (
    <Form onSubmit={submit} className={styles.form ?? ''}>
      <TextField
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setWrong(false);
        }}
        isInvalid={wrong}
        autoFocus
        className={styles.field ?? ''}
      >
        <Label>Address</Label>
        <Input dir="ltr" placeholder="https://" className={styles.input ?? ''} />
        <FieldError className={styles.error ?? ''}>A link leads to a web address or an e-mail address.</FieldError>
      </TextField>
      <div className={styles.buttons}>
        {href !== '' && (
          <Button className={styles.textButton ?? ''} onPress={() => onLink(null)}>
            Remove link
          </Button>
        )}
        <Button className={styles.textButton ?? ''} onPress={onCancel}>
          Cancel
        </Button>
        <Button type="submit" className={styles.textButton ?? ''} data-primary>
          {href === '' ? 'Link' : 'Change'}
        </Button>
      </div>
    </Form>
  );
}
