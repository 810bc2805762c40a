import { CheckBox } from '../ui/index.ts';
import { Section } from './section.tsx';

interface ComputersSectionProps {
  readonly kept: boolean;
  readonly onKept: (kept: boolean) => void;
}

/** Whether the desk's stories may stay on people's computers. */
export function ComputersSection({ kept, onKept }: ComputersSectionProps) {
  return (
    <Section
      title="On people’s computers"
      about="Where stories are kept, they can be read and written without a line. Where they are not, a story leaves a computer as soon as no window shows it and all of it was sent."
    >
      <CheckBox isSelected={kept} onChange={onKept}>
        Keep this desk’s stories on people’s computers
      </CheckBox>
    </Section>
  );
}
