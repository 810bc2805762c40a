import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
} from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './field.module.css';
import overlay from './overlay.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'datetime-local';
  readonly hint?: string;
  /** What is wrong with it, in words. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  /** What counts while it is empty. */
  readonly placeholder?: string;
  /** Several lines. */
  readonly multiline?: boolean;
}

export function TextField({
  label,
  hint,
  error,
  required,
  multiline = false,
  placeholder,
  type = 'text',
  ...field
}: TextFieldProps) {
  return (
    <AriaTextField
      {...field}
      className={classes(styles.field)}
      type={type === 'datetime-local' ? 'text' : type}
      isRequired={required ?? false}
      isInvalid={error !== undefined}
    >
      <Label className={classes(styles.label)}>{label}</Label>
      {multiline ? (
        <TextArea className={classes(styles.input)} {...(placeholder === undefined ? {} : { placeholder })} />
      ) : (
        <Input
          className={classes(styles.input)}
          type={type}
          dir="auto"
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      )}
      {hint !== undefined && (
        <Text slot="description" className={classes(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={classes(styles.error)}>{error}</FieldError>
    </AriaTextField>
  );
}

export interface Option<K extends string> {
  readonly id: K;
  readonly name: string;
  /** A second, quiet line. */
  readonly detail?: string | undefined;
  readonly disabled?: boolean;
}

export interface SelectProps<K extends string> {
  readonly label: string;
  /** The label is for screen readers only. */
  readonly hideLabel?: boolean;
  readonly small?: boolean;
  readonly options: readonly Option<K>[];
  readonly value: K | null;
  readonly onChange: (value: K) => void;
  readonly placeholder?: string;
  readonly hint?: string;
}

/** One of a short list. */
export function Select<K extends string>({
  label,
  hideLabel = false,
  small = false,
  options,
  value,
  onChange,
  placeholder = 'Choose',
  hint,
}: SelectProps<K>) {
  return (
    <AriaSelect
      className={classes(styles.field, small && styles.small)}
      value={value}
      onChange={(key) => {
        const option = options.find(({ id }) => id === key);
        if (option) onChange(option.id);
      }}
      placeholder={placeholder}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label className={classes(styles.label)}>{label}</Label>}
      <Button className={classes(styles.trigger)}>
        <SelectValue className={classes(styles.value)}>
          {({ selectedText, defaultChildren }) => selectedText ?? defaultChildren}
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      {hint !== undefined && (
        <Text slot="description" className={classes(styles.hint)}>
          {hint}
        </Text>
      )}
      <Popover className={classes(overlay.popover)} offset={4}>
        <ListBox className={classes(overlay.list)} items={options}>
          {(option) => (
            <ListBoxItem
              className={classes(overlay.item)}
              id={option.id}
              textValue={option.name}
              isDisabled={option.disabled ?? false}
            >
              {({ isSelected }) => (
                <>
                  <span className={overlay.tick}>{isSelected && <Check size={16} aria-hidden />}</span>
                  <span className={overlay.itemText}>
                    {option.name}
                    {option.detail !== undefined && <span className={overlay.itemDetail}>{option.detail}</span>}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
