import type { UnsentText } from '@copydesk/shared/api';
import { directionOf } from '@copydesk/shared/article';
import { type ReactNode, useState } from 'react';
import { useBridge } from '../bridge/index.ts';
import { useLocalAct, useLocalCall, useProfile } from '../data/index.ts';
import { Button, countText, Dialog, languageName, useNotices } from '../ui/index.ts';
import styles from './frame.module.css';

/** Signs out: at once if the server has everything, else after asking what is to become of what it has not. */
export function useSignOut(): { readonly begin: () => void; readonly dialog: ReactNode } {
  const bridge = useBridge();
  const notices = useNotices();
  const signOut = useLocalAct('signOut');
  const [asking, setAsking] = useState(false);
  const leave = (unsent: 'keep' | 'erase') =>
    signOut.mutate({ unsent }, { onSuccess: () => location.assign('/'), onError: notices.problem });
  const begin = () => {
    bridge
      .localCall('unsentTexts', {})
      .then(({ texts }) => (texts.length === 0 ? leave('keep') : setAsking(true)))
      .catch(notices.problem);
  };
  const dialog = asking && (
    <SignOutDialog isPending={signOut.isPending} onLeave={leave} onClose={() => setAsking(false)} />
  );
  return { begin, dialog };
}

interface SignOutDialogProps {
  readonly isPending: boolean;
  readonly onLeave: (unsent: 'keep' | 'erase') => void;
  readonly onClose: () => void;
}

function SignOutDialog({ isPending, onLeave, onClose }: SignOutDialogProps) {
  const line = useProfile()?.line.state;
  const { data } = useLocalCall('unsentTexts', {});
  const [saved, setSaved] = useState<string | null>(null);
  const texts = data?.texts ?? [];
  const bytes = asFile(texts);
  const all = data !== undefined && texts.length === 0;
  const waits = texts.some(({ held }) => !held);
  return (
    <Dialog
      title={all ? 'Everything has been sent' : 'Not all of your text has been sent'}
      isOpen
      alert
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Stay signed in</Button>
          {!all && <SaveCopies text={bytes} onSaved={() => setSaved(bytes)} />}
          {!all && saved === bytes ? (
            <Button kind="danger" isPending={isPending} onPress={() => onLeave('erase')}>
              Sign out and erase
            </Button>
          ) : (
            <Button kind="primary" isPending={isPending} onPress={() => onLeave('keep')}>
              {all ? 'Sign out' : 'Sign out, keep text'}
            </Button>
          )}
        </>
      }
    >
      {all ? (
        <p>Signing out erases the copies of stories on this computer. The server has all of them.</p>
      ) : (
        <>
          <ul className={styles.unsent}>
            {texts.map((text) => (
              <li key={`${text.articleId}.${text.language}.${text.held}`}>
                <bdi lang={text.language} dir={directionOf(text.language)}>
                  {text.headline || 'Story without a headline'}
                </bdi>
                , {languageName(text.language)}: {text.held ? 'held, ' : ''}
                {text.words === 0 ? 'changes' : `about ${countText(text.words, 'word')}`}
              </li>
            ))}
          </ul>
          <p>
            {waits && line === 'online'
              ? 'It is being sent now: wait a moment and this will say so. '
              : 'It is sent once you are signed in and online again. '}
            Signing out erases all other copies of stories on this computer. These stay here until you sign in again,
            unless you save a copy and have them erased too.
          </p>
        </>
      )}
    </Dialog>
  );
}

function SaveCopies({ text, onSaved }: { text: string; onSaved: () => void }) {
  const bridge = useBridge();
  const notices = useNotices();
  const save = async () => {
    const saved = await bridge.saveFile('not-sent.txt', 'text/plain;charset=utf-8', new TextEncoder().encode(text));
    if (!saved) return;
    onSaved();
    notices.say('A copy was saved.');
  };
  return <Button onPress={() => save().catch(notices.problem)}>Save a copy</Button>;
}

/** All of it in one file, each text under its name. */
function asFile(texts: readonly UnsentText[]): string {
  return texts
    .map(({ headline, language, text }) => `== ${headline || 'Story without a headline'} (${language})\n\n${text}\n`)
    .join('\n');
}
