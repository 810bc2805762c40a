import { useState } from 'react';
import { Button, TextField } from '../ui/index.ts';
import type { Credentials } from './credentials.ts';
import styles from './sign-in.module.css';

export interface PasswordFormProps {
  readonly title: string | null;
  readonly busy: boolean;
  readonly onEnter: (credentials: Credentials) => void;
}

export function PasswordForm({ title, busy, onEnter }: PasswordFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <form
      className={styles.form}
      aria-label="Sign in"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter({ email: email.trim(), password });
      }}
    >
      {title !== null && <h2>{title}</h2>}
      <TextField label="E-mail" type="email" value={email} onChange={setEmail} autoComplete="username" required />
      <TextField
        label="Password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        required
      />
      <div className={styles.actions}>
        <Button type="submit" kind={title === null ? 'primary' : 'plain'} isPending={busy}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
