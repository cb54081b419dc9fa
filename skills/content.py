"""The content of a kind whose pages claim skills: own words, and help with finding what the work is called."""

from drafting.content import Content
from drafting.steps import rows_in
from reading.text import fold, quoted
from review.parts import twice
from skills import picking
from skills.browsing import kinds_of_skills
from skills.own_words import GROUP, SKILLS, grown_up, own_words_in
from skills.queries import options
from skills.suggesting import blocks_before, sentence_with, skills_in


class SkillContent(Content):
    """Its steps have the row groups `skills` (rows with a `skill`) and `own_words`, on one step."""

    options = staticmethod(options)

    def skill_step(self):
        """(the step of the skills, how many they may be)."""
        return next((step, rows.most) for step in self.steps for rows in step.rows if rows.name == SKILLS)

    def renew(self, content, author, institution):
        """Own words that have become skills since stand among the skills."""
        return grown_up(content, self.skill_step()[1])[0]

    def renewed(self, was, now):
        kept = {word for word, _ in own_words_in(now)}
        return [
            f"{quoted(word)} has become a skill since, {quoted(skill.name)}: it stands among the skills of this draft."
            for word, skill in grown_up(was, self.skill_step()[1])[1]
            if word not in kept
        ]

    def cross_check(self, cleaned):
        step, _ = self.skill_step()
        return twice(step.slug, GROUP, "word", [fold(row["word"]) for row in cleaned[GROUP]])

    def pressed(self, step, post, content, *, is_autosave=False):
        if step is not self.skill_step()[0]:
            return picking.pressed(post, content, list, is_autosave=is_autosave)
        return picking.pressed(post, content, lambda: blocks_before(self, step, content), is_autosave=is_autosave)

    def aids(self, step, content, query):
        if step is not self.skill_step()[0]:
            return None
        chosen = {str(row.get("skill")) for row in rows_in(content, SKILLS)}
        return {
            "template": "skills/_aids.html",
            "offers": skills_in(blocks_before(self, step, content), besides=chosen),
            "kinds": kinds_of_skills(chosen) if query.get("browse") else None,
        }

    def sentence_for(self, word, content):
        """The sentence of the writer's own text that a word of theirs stands in; "" for none."""
        return sentence_with(word, blocks_before(self, self.skill_step()[0], content))
