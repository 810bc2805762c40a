import { useCall } from '../data/index.ts';
import { ProblemNote } from '../ui/index.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

const number = new Intl.NumberFormat('en');
const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** What engines were given for this desk's stories, by month: what they may cost. */
export function UseSection({ deskId }: { deskId: string }) {
  const found = useCall('engineUse', { params: { id: deskId } });
  const use = found.data?.use ?? [];
  return (
    <Section title="What engines were given" about="Characters are what services charge for.">
      <ProblemNote problem={found.error} />
      {found.data !== undefined && use.length === 0 && <p>No engine has translated for this desk yet.</p>}
      {use.length > 0 && (
        <table className={styles.use}>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col">Engine</th>
              <th scope="col">Stories</th>
              <th scope="col">Passages</th>
              <th scope="col">Characters</th>
            </tr>
          </thead>
          <tbody>
            {use.map(({ month, engine, stories, passages, characters }) => (
              <tr key={`${month} ${engine}`}>
                <td>{monthName.format(new Date(`${month}-01T00:00:00Z`))}</td>
                <td>
                  <bdi>{engine}</bdi>
                </td>
                <td>{number.format(stories)}</td>
                <td>{number.format(passages)}</td>
                <td>{number.format(characters)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
