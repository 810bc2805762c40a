export { BottomBar, SidePanel, TopBarSlot, useNarrowRail } from './slots.tsx';
