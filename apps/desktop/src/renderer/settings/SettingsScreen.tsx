import type { Desk } from '@copydesk/shared/api';
import { useState } from 'react';
import { useAct, useCall, useUser } from '../data/index.ts';
import { Button, ProblemNote, Select, useNotices } from '../ui/index.ts';
import { ComputersSection } from './computers-section.tsx';
import { EngineSection } from './engine-section.tsx';
import { LabelSection } from './label-section.tsx';
import styles from './settings.module.css';
import { StyleSection } from './style-section.tsx';
import { UseSection } from './use-section.tsx';

/** How a desk translates: for its chiefs. */
export default function SettingsScreen() {
  const user = useUser();
  const found = useCall('people', {});
  const desks = (found.data?.desks ?? []).filter(({ id }) => user.roles.includes('chief') && user.desks.includes(id));
  const [chosen, setChosen] = useState<string | null>(null);
  const desk = desks.find(({ id }) => id === chosen) ?? desks[0];
  return (
    <div className={styles.screen}>
      <h1>Desk settings</h1>
      <ProblemNote problem={found.error} />
      {desks.length > 1 && <Select label="Desk" options={desks} value={desk?.id ?? null} onChange={setChosen} />}
      {found.data !== undefined && desk === undefined && (
        <p className={styles.quiet}>Chiefs of a desk change its settings. You are the chief of none.</p>
      )}
      {desk !== undefined && <DeskSettings key={desk.id} desk={desk} />}
    </div>
  );
}

/** A desk's settings under change; nothing holds until it is saved. */
function DeskSettings({ desk }: { desk: Desk }) {
  const notices = useNotices();
  const update = useAct('updateDesk');
  const [draft, setDraft] = useState(desk);
  const { translation } = draft;
  const changed = JSON.stringify(draft) !== JSON.stringify(desk);
  const changeTranslation = (change: Partial<Desk['translation']>) =>
    setDraft({ ...draft, translation: { ...translation, ...change } });

  function save(): void {
    const { id, ...body } = draft;
    update.mutate({ params: { id }, body }, { onSuccess: () => notices.say('Settings saved') });
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !update.isPending) save();
      }}
    >
      <LabelSection
        whenRevised={draft.labelWhenRevised}
        wording={translation.labelWording}
        onWhenRevised={(labelWhenRevised) => setDraft({ ...draft, labelWhenRevised })}
        onWording={(labelWording) => changeTranslation({ labelWording })}
      />
      <EngineSection translation={translation} onChange={changeTranslation} />
      <StyleSection styles={translation.styles} onChange={(changes) => changeTranslation({ styles: changes })} />
      <ComputersSection kept={draft.keptOffline} onKept={(keptOffline) => setDraft({ ...draft, keptOffline })} />
      <div className={styles.save}>
        <ProblemNote problem={update.error} />
        <Button onPress={() => setDraft(desk)} isDisabled={!changed}>
          Undo changes
        </Button>
        <Button kind="primary" type="submit" isDisabled={!changed} isPending={update.isPending}>
          Save
        </Button>
      </div>
      <UseSection deskId={desk.id} />
    </form>
  );
}
