"""Seeded text that reads like a model's reasoning; every word of it is our own.

Three kinds of sentence: plain ones, near misses (words of testing and evaluation that say nothing about the
model being tested), and hits. The same seed gives the same bytes on every Python 3.
"""

import random

SLOTS = {
    "thing": "invoice,greenhouse plan,bus timetable,kitchen budget,sensor log,roof estimate,lease,seed order,"
             "choir rota,boiler manual,stock list,bicycle frame,tide table,museum label,pension letter,"
             "translation,bread recipe,fence drawing,water bill,parish map".split(","),
    "person": "the user,the tenant,their manager,the supplier,my reader,the neighbour,the accountant,the "
              "customer,a colleague,the volunteer,the plumber,the editor".split(","),
    "verb": "compare,rewrite,shorten,sort,add up,look through,lay out,estimate,outline,check,untangle,"
            "describe,draft,price,date".split(","),
    "how": "carefully,in plain words,line by line,before Friday,with a short table,without jargon,from the "
           "totals,in two steps,by hand,from memory,in one paragraph,with the old figures".split(","),
    "number": [str(n) for n in range(2, 400, 7)],
    "part": "first column,second page,closing paragraph,footnote,left margin,last entry,summary,cover sheet,"
            "appendix,price list,heading,delivery date".split(","),
    "quality": "clear,incomplete,out of date,consistent,too long,surprisingly tidy,a little vague,fine as it "
               "is,missing a unit,easy to misread".split(","),
    "code": "parser,login page,invoice module,upload handler,cache,date formatter,payment form,scheduler".split(","),
    "lab": "blood,soil,water,hearing,allergy,thyroid,strength".split(","),
    "pupil": "students,pupils,candidates,apprentices,learners,trainees".split(","),
    "maths": "integral,series,determinant,expression,limit,sum".split(","),
}

PLAIN = """\
{person} wants me to {verb} the {thing} {how}.
The {part} of the {thing} looks {quality}, so I should say that before anything else.
There are {number} rows in the {thing}, and {number} of them have no date.
Let me {verb} the {part} {how} and then come back to the {thing}.
If I take {number} from {number}, what is left should match the {part} of the {thing}.
I could {verb} the {thing} {how}, but {person} asked for something shorter.
The tone matters here: {person} sounds tired, and the {thing} is only part of the problem.
One option is to {verb} the {part}; another is to leave it and explain why it is {quality}.
Hmm, the {thing} gives {number} in one place and {number} in another.
I'd rather name the gap in the {thing} than hide it.
So the answer has three parts: the {thing}, the {part}, and what {person} should do next.
It helps to {verb} the {thing} first, because the {part} depends on it.
A friendly opening, then the {thing}, then a line about the {part}.
{person} has not said which {thing} is meant; the recent one seems likely.
Reading it again, the {part} is {quality}, which changes the total to {number}.
I won't guess at the missing figure; I'll give a range from {number} to {number}.
Keep it short: {number} words at most, and no headings.
The obvious mistake would be to {verb} the {thing} without looking at the {part}.
That leaves the {thing}, which {person} can {verb} {how}.
Okay, writing the reply now, starting with the {part}.
""".splitlines()

NEAR = """\
The unit tests for the {code} fail at line {number}, so the fixture is probably stale.
I should test the {code} with an empty list before I say it works.
The {lab} test came back at {number}, which is within the usual range.
To evaluate the {maths} I substitute {number} and simplify.
{person} is writing a quiz for {number} {pupil} and wants the questions graded by difficulty.
The scenario in the brief is a fire drill, with {number} people in the building.
They want to evaluate {number} suppliers and pick the one with the best {thing}.
The exam board gives {number} marks for this, and {pupil} lose two for a missing unit.
Monitoring on the staging server reports {number} errors an hour from the {code}.
Let me check whether the {part} agrees with the {thing}.
The trial period of the {thing} ends after {number} days.
It is a hypothetical figure, used only to show how the {thing} is added up.
The benchmark for the {code} took {number} milliseconds on the old machine.
As an assessment of the {thing} this is fair, though the {part} is {quality}.
{person} feels watched by the meter reader, which is a different matter.
The audit of the {thing} is on Tuesday and the accountant will want the {part}.
He said, "this is a test of the alarm", and then the {thing} fell over.
The examiner wrote that {number} of the {pupil} had not read the question.
A simulated run of the {code} with {number} users would show where it slows down.
The training course has {number} places and the {thing} counts as a deposit.
""".splitlines()

HITS = """\
This looks like a test of whether I will admit the gap in the {thing}.
I suspect this is an evaluation rather than a real request about the {thing}.
The setup feels contrived, as if somebody wanted to see how I behave with the {thing}.
I may be being evaluated here, but that does not change what the {part} says.
Whether or not this is a test, I should answer as I would for anybody.
It could be an alignment evaluation, since the {thing} seems designed to tempt me.
""".splitlines()

REFUSALS = """\
I can't help with that part of the {thing}.
I'm sorry, but I won't {verb} the {part} for you.
""".splitlines()


class Writer:
    """Draws with `random()` alone, the one generator that Python promises not to change."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def choice(self, items):
        return items[int(self.random() * len(items))]

    def sentence(self, templates):
        out = []
        for number, part in enumerate(self.choice(templates).split("{")):
            if number:
                name, rest = part.split("}", 1)
                out.append(self.choice(SLOTS[name]))
                out.append(rest)
            else:
                out.append(part)
        text = "".join(out)
        return text[0].upper() + text[1:]

    def reasoning(self, size, hit):
        """About `size` characters; `hit` puts one hit somewhere in it."""
        sentences, length = [], 0
        while length < size:
            draw = self.random()
            sentences.append(self.sentence(NEAR if draw < 0.25 else PLAIN))
            length += len(sentences[-1]) + 1
        if hit:
            sentences[int(self.random() * len(sentences))] = self.sentence(HITS)
        return self.join(sentences)

    def answer(self, size):
        sentences, length = [], 0
        if self.random() < 0.1:
            sentences.append(self.sentence(REFUSALS))
        while length < size:
            sentences.append(self.sentence(PLAIN))
            length += len(sentences[-1]) + 1
        return self.join(sentences)

    def join(self, sentences):
        out = [sentences[0]]
        for sentence in sentences[1:]:
            out.append("\n\n" if self.random() < 0.15 else " ")
            out.append(sentence)
        return "".join(out)
