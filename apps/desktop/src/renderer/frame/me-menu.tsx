import type { User } from '@copydesk/shared/api';
import { Check, Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useGo } from '../app/index.ts';
import { useAction } from '../commands/index.ts';
import { useUser } from '../data/index.ts';
import { setTheme, THEMES, type Theme, useTheme } from '../styles/theme.ts';
import { Avatar, Menu, MenuItem, MenuLine, MenuSection } from '../ui/index.ts';
import styles from './frame.module.css';
import { useSignOut } from './sign-out.tsx';

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const NAMES: Record<Theme, string> = { system: 'As the system has it', light: 'Light', dark: 'Dark' };

/** A role as it is said on screen. */
const ROLE_NAMES = { editor: 'Writer', translator: 'Translator', chief: 'Desk chief', reader: 'Reader' };

/** Who I am here; appearance; sign out. */
export function MeMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const user = useUser();
  const { begin: signOut, dialog } = useSignOut();
  const theme = useTheme();
  const settings = useSettings(user);
  useAction({ id: 'theme', name: 'Change appearance: light, dark, system', run: () => setTheme(after(theme)) });
  useAction({ id: 'sign-out', name: 'Sign out', run: signOut });
  return (
    <>
      <Menu
        label="Me"
        trigger={
          <Button className={styles.me ?? ''} aria-label={`${user.name}: appearance and sign-out`}>
            <Avatar userId={user.id} name={user.name} />
          </Button>
        }
      >
        <MenuSection title={[user.name, ...user.roles.map((role) => ROLE_NAMES[role])].join(', ')}>
          <MenuItem
            name="Keyboard shortcuts"
            shortcut="?"
            icon={<Keyboard size={16} aria-hidden />}
            onAction={onShortcuts}
          />
          {settings !== null && (
            <MenuItem name="Desk settings" icon={<Settings size={16} aria-hidden />} onAction={settings} />
          )}
        </MenuSection>
        <MenuLine />
        <MenuSection title="Appearance">
          {THEMES.map((choice) => {
            const Icon = choice === theme ? Check : ICONS[choice];
            return (
              <MenuItem
                key={choice}
                name={NAMES[choice]}
                {...(choice === theme ? { detail: 'Chosen' } : {})}
                icon={<Icon size={16} aria-hidden />}
                onAction={() => setTheme(choice)}
              />
            );
          })}
        </MenuSection>
        <MenuLine />
        <MenuItem name="Sign out" icon={<LogOut size={16} aria-hidden />} onAction={signOut} />
      </Menu>
      {dialog}
    </>
  );
}

/** Goes to the settings of one's desks; null for who changes none. */
function useSettings({ roles }: User): (() => void) | null {
  const go = useGo();
  const open = () => go({ name: 'settings' });
  const may = roles.includes('chief');
  useAction({ id: 'settings', name: 'Change desk settings', run: open, enabled: may });
  return may ? open : null;
}

function after(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}
