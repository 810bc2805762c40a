/** Places in the frame that a screen may fill: the top bar's middle, the bottom bar, the side panel. */
import { X } from 'lucide-react';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from '../ui/index.ts';
import styles from './frame.module.css';

export type SlotName = 'top' | 'bottom' | 'side';

export interface Slots {
  readonly elements: Readonly<Record<SlotName, HTMLElement | null>>;
  /** How many components fill a slot, so that the frame can show its own content, or none, when nobody does. */
  readonly filled: Readonly<Record<SlotName, number>>;
  /** How many screens ask for the narrow rail. */
  readonly narrow: number;
}

export interface SlotActions {
  setElement(name: SlotName, element: HTMLElement | null): void;
  fill(name: SlotName): () => void;
  askNarrow(): () => void;
}

const NO_SLOTS: Slots = {
  elements: { top: null, bottom: null, side: null },
  filled: { top: 0, bottom: 0, side: 0 },
  narrow: 0,
};

const SlotsContext = createContext<Slots>(NO_SLOTS);
const SlotActionsContext = createContext<SlotActions | null>(null);

export function useSlots(): Slots {
  return useContext(SlotsContext);
}

export function useSlotActions(): SlotActions {
  const actions = useContext(SlotActionsContext);
  if (actions === null) throw new Error('The frame is used outside Frame');
  return actions;
}

export function SlotsProvider({ children }: { children: ReactNode }) {
  const [slots, setSlots] = useState(NO_SLOTS);
  const [actions] = useState<SlotActions>(() => {
    const count = (name: SlotName, change: number) =>
      setSlots((now) => ({ ...now, filled: { ...now.filled, [name]: now.filled[name] + change } }));
    return {
      setElement: (name, element) => setSlots((now) => ({ ...now, elements: { ...now.elements, [name]: element } })),
      fill: (name) => {
        count(name, 1);
        return () => count(name, -1);
      },
      askNarrow: () => {
        setSlots((now) => ({ ...now, narrow: now.narrow + 1 }));
        return () => setSlots((now) => ({ ...now, narrow: now.narrow - 1 }));
      },
    };
  });
  return (
    <SlotActionsContext value={actions}>
      <SlotsContext value={slots}>{children}</SlotsContext>
    </SlotActionsContext>
  );
}

function Slot({ name, children }: { name: SlotName; children: ReactNode }) {
  const { fill } = useSlotActions();
  const element = useSlots().elements[name];
  useEffect(() => fill(name), [fill, name]);
  return element === null ? null : createPortal(children, element);
}

/** Fills the middle of the top bar while shown: what this screen is about. */
export function TopBarSlot({ children }: { children: ReactNode }) {
  return <Slot name="top">{children}</Slot>;
}

/** Fills the bottom bar while shown, from the left: save state, then facts, at the right the one next step. */
export function BottomBar({ children }: { children: ReactNode }) {
  return <Slot name="bottom">{children}</Slot>;
}

/** Opens the side panel at the right while shown. */
export function SidePanel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <Slot name="side">
      <div className={styles.sideHead}>
        <h2>{title}</h2>
        <IconButton small label="Close panel" onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div className={styles.sideBody}>{children}</div>
    </Slot>
  );
}

/** Asks for the 48-pixel rail while the calling screen is shown and `wanted`. */
export function useNarrowRail(wanted = true): void {
  const { askNarrow } = useSlotActions();
  useEffect(() => (wanted ? askNarrow() : undefined), [askNarrow, wanted]);
}
