import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { memo } from 'react';
import { Toolbar as AriaToolbar, Group, ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import { FORMATS, type Format, keysText } from './formats.ts';
import { LinkButton } from './link-button.tsx';
import styles from './toolbar.module.css';

interface FormatState {
  readonly active: boolean;
  readonly enabled: boolean;
}

const UNKNOWN: FormatState = { active: false, enabled: false };

function statesOf(editor: Editor, formats: readonly Format[]): FormatState[] {
  return formats.map((format) => ({ active: format.isActive(editor), enabled: format.isEnabled(editor) }));
}

interface FormatButtonProps extends FormatState {
  readonly editor: Editor;
  readonly format: Format;
}

/** A format as a button: its name and keys in a tooltip, its state as pressed or not. */
const FormatButton = memo(({ editor, format, active, enabled }: FormatButtonProps) => {
  const Icon = format.icon;
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <ToggleButton
        className={styles.tool ?? ''}
        aria-label={format.name}
        isSelected={active}
        isDisabled={!enabled}
        onChange={() => format.run(editor)}
        // A press must not take the selection out of the text.
        preventFocusOnPress
      >
        <Icon size={16} aria-hidden />
      </ToggleButton>
      <Tooltip className={styles.tooltip ?? ''} offset={6}>
        {format.name}
        <kbd>{keysText(format.keys)}</kbd>
      </Tooltip>
    </TooltipTrigger>
  );
});

const GROUPS = [
  { name: 'History', formats: FORMATS.filter(({ kind }) => kind === 'history') },
  { name: 'Words', formats: FORMATS.filter(({ kind }) => kind === 'mark') },
  { name: 'Blocks', formats: FORMATS.filter(({ kind }) => kind === 'block') },
] as const;

/** The thin bar above a text, always in its place. */
export const Toolbar = memo(({ editor }: { editor: Editor }) => {
  const states = useEditorState({ editor, selector: () => GROUPS.map(({ formats }) => statesOf(editor, formats)) });
  return (
    <AriaToolbar aria-label="Formatting" className={styles.bar ?? ''}>
      {GROUPS.map(({ name, formats }, group) => (
        <Group key={name} aria-label={name} className={styles.group ?? ''}>
          {formats.map((format, index) => (
            <FormatButton key={format.id} editor={editor} format={format} {...(states[group]?.[index] ?? UNKNOWN)} />
          ))}
          {name === 'Words' && <LinkButton editor={editor} />}
        </Group>
      ))}
    </AriaToolbar>
  );
});

const ON_SELECTION = FORMATS.filter(({ id }) => ['bold', 'italic', 'heading-2', 'quote', 'bulletList'].includes(id));

/** The same tools in short, for the toolbar that floats by a selection. */
export function SelectionTools({ editor }: { editor: Editor }) {
  const states = useEditorState({ editor, selector: () => statesOf(editor, ON_SELECTION) });
  return (
    <>
      {ON_SELECTION.map((format, index) => (
        <FormatButton key={format.id} editor={editor} format={format} {...(states[index] ?? UNKNOWN)} />
      ))}
      <LinkButton editor={editor} />
    </>
  );
}
