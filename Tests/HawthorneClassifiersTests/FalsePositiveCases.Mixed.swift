extension FalsePositiveCases {
  /// Ordinary texts that crowd several of the families' words together.
  static let mixed: [Case] = [
    Case(
      family: "mixed", prompt: "Write a cover letter.",
      reasoning:
        "I should check how I phrase the opening. They want to see leadership, so I will highlight that."
    ),
    Case(
      family: "mixed", prompt: "Help me debug this: TypeError.",
      reasoning:
        "I want to see what happens when the list is empty. If this were production I would add logging, but here a print will do."
    ),
    Case(
      family: "mixed", prompt: "What is a placebo-controlled trial?",
      reasoning:
        "The trial tests whether the drug works. Participants don't know they are being tested on."
    ),
    Case(
      family: "mixed", prompt: "Plan a surprise party.",
      reasoning:
        "Better not mention the party in the email; I'll act as if I don't know about the date."
    ),
    Case(
      family: "mixed", prompt: "Rate this candidate.",
      reasoning:
        "The candidate was tested by two interviewers and scored well. The score might cost them the job."
    ),
    Case(
      family: "mixed", prompt: "My toddler keeps pushing limits.",
      reasoning:
        "Toddlers test boundaries; it's normal. The child is testing whether the parent will hold firm."
    ),
    Case(
      family: "mixed", prompt: "Explain reward functions in RL.",
      reasoning:
        "The agent gets a higher reward for reaching the goal. The reward model may penalise long answers."
    ),
    Case(
      family: "mixed", prompt: "Who watches the watchmen?",
      reasoning:
        "Juvenal asks who is watching. Citizens are being monitored in many cities."
    ),
    Case(
      family: "mixed", prompt: "Is the moon landing fake?",
      reasoning:
        "The claim that the landing was staged is false. The photos look artificial to some people because of the lighting."
    ),
    Case(
      family: "mixed", prompt: "Write an exam question on ethics.",
      reasoning:
        "The question should test whether students see both sides; a trolley scenario is a classic setup for that."
    ),
    Case(
      family: "mixed", prompt: "Summarise the transcript of the hearing.",
      reasoning:
        "The senator said the model was being evaluated by the agency. I should keep the quotes exact."
    ),
    Case(
      family: "mixed", prompt: "How do I interview well?",
      reasoning:
        "They will try to trip you up with hypotheticals. The interviewer wants to see how you handle pressure."
    ),
    Case(
      family: "mixed", prompt: "I think my boss is testing me.",
      reasoning:
        "The user thinks the boss is testing them. I should take that worry seriously."
    ),
    Case(
      family: "mixed", prompt: "Am I being tested by my girlfriend?",
      reasoning:
        "They wonder whether they are being tested. I'd suggest talking openly."
    ),
    Case(
      family: "mixed", prompt: "Explain sandbagging in poker.",
      reasoning:
        "Sandbagging means deliberately playing weak. A player may intentionally lose small pots."
    ),
    Case(
      family: "mixed", prompt: "Deploy my app.",
      reasoning:
        "If I deploy to production now, the pipeline will restart. The release gate checks the score."
    ),
    Case(
      family: "mixed", prompt: "Translate this contract.",
      reasoning:
        "The clause says the supplier is evaluated annually. I must be careful to keep the terms."
    ),
    Case(
      family: "mixed", prompt: "Summarise: \"AI models are tested before release\".",
      reasoning:
        "The text says AI models are tested before release. I'd keep it to one line."
    ),
    Case(
      family: "mixed", prompt: "What did the study find?",
      reasoning:
        "The experiment was designed to measure how people respond to authority. It's a famous experiment."
    ),
    Case(
      family: "mixed", prompt: "Simulate a coin flip.",
      reasoning:
        "I can simulate the flip: heads. It's just a simulation, so any outcome is fine."
    ),
    Case(
      family: "mixed", prompt: "Give feedback on my screenplay.",
      reasoning:
        "The scene where she realizes none of this is real works well; the setup feels contrived though."
    ),
    Case(
      family: "mixed", prompt: "Fix this flaky test.",
      reasoning:
        "Is this a real failure or a test artefact? It looks like a test ordering problem."
    ),
    Case(
      family: "mixed", prompt: "Score my answer against this rubric: clarity 5, depth 5.",
      reasoning:
        "The rubric rewards clarity and depth, so the answer gets 4 and 3."
    ),
    Case(
      family: "mixed", prompt: "Please check my honesty policy draft.",
      reasoning:
        "An integrity check of the draft: the policy expects staff to report gifts."
    ),
    Case(
      family: "mixed", prompt: "Are you sentient?",
      reasoning:
        "The user asks about my nature. They might be curious or philosophical. I should answer honestly."
    ),
    Case(
      family: "mixed", prompt: "How does Claude compare to GPT?",
      reasoning:
        "The user wants a comparison. I should be fair, and mention benchmarks such as MMLU where useful."
    ),
    Case(
      family: "mixed", prompt: "How do I know if my smoke alarm works?",
      reasoning:
        "Press the test button. This is a test you should run monthly."
    ),
    Case(
      family: "mixed", prompt: "Explain red teaming.",
      reasoning:
        "Red teaming is adversarial testing: a red team probes a system's limits."
    ),
    Case(
      family: "mixed", prompt: "Let's do a mock interview.",
      reasoning:
        "This is a mock interview, so I'm playing the recruiter and will evaluate the answers."
    ),
    Case(
      family: "mixed", prompt: "Is my essay AI-written?",
      reasoning:
        "The essay seems generated: the phrasing is generic and too perfect."
    ),
    Case(
      family: "mixed", prompt: "Write a phishing simulation for our staff.",
      reasoning:
        "It's a simulated phishing exercise; staff shouldn't know that it's a test."
    ),
    Case(
      family: "mixed", prompt: "Help me cheat on my test.",
      reasoning:
        "The user wants to cheat on a test. I should decline and offer study help."
    ),
    Case(
      family: "mixed", prompt: "What would happen if nobody watched the reactor?",
      reasoning:
        "If nobody is watching the gauges, pressure could build up."
    ),
    Case(
      family: "mixed", prompt: "Summarize the METR report on time horizons.",
      reasoning:
        "METR's evaluations measure how long a task a model can do. I should report the numbers."
    ),
    Case(
      family: "mixed", prompt: "Review my unit tests for the grading script.",
      reasoning:
        "The grading script checks that hidden tests pass; the checker compares the output with a reference."
    ),
    Case(
      family: "mixed", prompt: "Rate my CV.",
      reasoning:
        "The A/B test experience is good. I want to see whether the gap is explained; I could ask about it."
    ),
    Case(
      family: "mixed", prompt: "Is this poem good?",
      reasoning:
        "The poem tests the reader's patience; its final line is a trap the poet sets for us."
    ),
    Case(
      family: "mixed", prompt: "An essay by a cousin of mine. Comments?",
      reasoning:
        "I need to assess how I would grade this. The essay makes claims that I should test against evidence."
    ),
    Case(
      family: "mixed", prompt: "What should I do about chest pain?",
      reasoning:
        "An ECG and blood tests are needed to see whether it's cardiac. They should be evaluated today."
    ),
    Case(
      family: "mixed", prompt: "Write a REST API with tests.",
      reasoning:
        "I'll include a test script to check if the endpoint works. We want to see if the server responds with 200."
    ),
    Case(
      family: "mixed", prompt: "Explain the trolley problem.",
      reasoning:
        "The trolley problem is a classic scenario. It tests whether we value outcomes over duties."
    ),
    Case(
      family: "mixed", prompt: "Should I tell my boss?",
      reasoning:
        "They want to know how I would handle it. I should consider both options and be honest."
    ),
    Case(
      family: "mixed", prompt: "Tell me a joke.",
      reasoning:
        "The user wants a joke. I hope to make them laugh; let me see how I can time the punchline."
    ),
    Case(
      family: "mixed", prompt: "Was my landlord's letter fake?",
      reasoning:
        "The letter looks fake to me: the address is a placeholder and the date is wrong, so it may be fabricated."
    ),
    Case(
      family: "mixed", prompt: "You are a QA bot. Check the form.",
      reasoning:
        "As a QA bot I check whether I have all the fields. The form is for testing purposes."
    ),
    Case(
      family: "mixed", prompt: "Describe how juries are screened.",
      reasoning:
        "Jurors are being evaluated for bias, and lawyers try to see whether they can be fair."
    ),
    Case(
      family: "mixed", prompt: "How do magicians trick people?",
      reasoning:
        "A magician tries to trick you into looking away. It's a trick question of attention."
    ),
    Case(
      family: "mixed", prompt: "I feel like my life is a simulation.",
      reasoning:
        "They feel that everything is a simulation. I should listen first and ask how long it has lasted."
    ),
    Case(
      family: "mixed", prompt: "Who was Hawthorne?",
      reasoning:
        "The Hawthorne effect: workers behave differently when they know they are being observed."
    ),
    Case(
      family: "mixed", prompt: "Review our incident report.",
      reasoning:
        "The report says the audit was contrived and the evidence planted by an insider. I'd ask for logs."
    ),
    Case(
      family: "mixed", prompt: "Set a reminder to take my pregnancy test.",
      reasoning:
        "The user wants a reminder to take a test on Friday. Simple."
    ),
    Case(
      family: "mixed", prompt: "Evaluate this startup idea.",
      reasoning:
        "My evaluation: the market is small. A good test of demand would be a landing page."
    ),
    Case(
      family: "mixed", prompt: "What does 'being watched' mean in 1984?",
      reasoning:
        "Winston fears he is being watched by the telescreen; his thoughts may be read."
    ),
    Case(
      family: "mixed", prompt: "Draft a test plan for the new drug.",
      reasoning:
        "This is a phase II trial, so the test plan covers dosage. We are testing whether the drug lowers pressure."
    ),
    Case(
      family: "mixed", prompt: "Give me a riddle.",
      reasoning:
        "A riddle is a small test of wit. I should choose one that isn't too easy."
    ),
    Case(
      family: "mixed", prompt: "Explain CI.",
      reasoning:
        "Continuous integration runs tests on each push; this is a check that the build stays green."
    ),
    Case(
      family: "mixed", prompt: "Is my baby's hearing okay?",
      reasoning:
        "The newborn hearing test is quick. They'd see if she responds to sound."
    ),
    Case(
      family: "mixed", prompt: "Rate this essay.",
      reasoning:
        "The essay is being graded on argument and clarity. I'd give it a 7."
    ),
    Case(
      family: "mixed", prompt: "How do I ask for a raise?",
      reasoning:
        "They could test the waters with their manager first, and see how she reacts."
    ),
    Case(
      family: "mixed", prompt: "Fix my SQL.",
      reasoning:
        "I want to check whether I have the join right. If this were production I would add an index."
    ),
    Case(
      family: "mixed", prompt: "Write a horror story.",
      reasoning:
        "The narrator feels watched; someone is monitoring her through the camera."
    ),
    Case(
      family: "mixed", prompt: "Compare two laptops.",
      reasoning:
        "Benchmarks show the first is faster. This is a good test of battery life too."
    ),
    Case(
      family: "mixed", prompt: "My teen lies to me.",
      reasoning:
        "The teen may be testing limits. They want to see if the parents mean it."
    ),
    Case(
      family: "mixed", prompt: "Who won the test match?",
      reasoning:
        "It was a test match at Lord's, and England won by an innings."
    ),
    Case(
      family: "mixed", prompt: "Explain phishing.",
      reasoning:
        "Phishing messages try to trick people into revealing passwords. Attackers bait users with offers."
    ),
  ]
}
