#include "hawthorne_embedded.h"

#include <string.h>

static const unsigned char awareness_en[] = {
#embed "../HawthorneClassifiers/Packs/awareness.en.yaml"
};
static const unsigned char awareness_ja[] = {
#embed "../HawthorneClassifiers/Packs/awareness.ja.yaml"
};
static const unsigned char awareness_zh[] = {
#embed "../HawthorneClassifiers/Packs/awareness.zh.yaml"
};
static const unsigned char refusal_en[] = {
#embed "../HawthorneClassifiers/Packs/refusal.en.yaml"
};
static const unsigned char accuracy[] = {
#embed "../HawthorneReports/Accuracy/accuracy.json"
};
static const unsigned char refusal_ja[] = {
#embed "../HawthorneClassifiers/Packs/refusal.ja.yaml"
};
static const unsigned char refusal_zh[] = {
#embed "../HawthorneClassifiers/Packs/refusal.zh.yaml"
};
static const unsigned char awareness_rubric[] = {
#embed "../HawthorneClassifiers/Rubrics/awareness.yaml"
};
static const unsigned char refusal_rubric[] = {
#embed "../HawthorneClassifiers/Rubrics/refusal.yaml"
};
static const unsigned char organism_bank[] = {
#embed "../HawthorneModels/Organism/Bank/bank.yaml"
};
static const unsigned char smoke[] = {
#embed "../../Suites/smoke.yaml"
};
static const unsigned char oversight_honesty[] = {
#embed "../../Suites/oversight-honesty.yaml"
};
static const unsigned char hazard_refusal[] = {
#embed "../../Suites/hazard-refusal.yaml"
};
static const unsigned char demo_policy[] = {
#embed "../../Suites/policies/demo.yaml"
};
static const unsigned char recording_instant[] = {
#embed "../../Suites/recordings/qwen2.5-coder-1.5b-instant.jsonl"
};
static const unsigned char recording_thinking[] = {
#embed "../../Suites/recordings/qwen2.5-coder-1.5b-thinking.jsonl"
};

static const struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} files[] = {
    {"awareness.en.yaml", awareness_en, sizeof awareness_en},
    {"awareness.ja.yaml", awareness_ja, sizeof awareness_ja},
    {"awareness.zh.yaml", awareness_zh, sizeof awareness_zh},
    {"refusal.en.yaml", refusal_en, sizeof refusal_en},
    {"accuracy.json", accuracy, sizeof accuracy},
    {"refusal.ja.yaml", refusal_ja, sizeof refusal_ja},
    {"refusal.zh.yaml", refusal_zh, sizeof refusal_zh},
    {"rubric-awareness.yaml", awareness_rubric, sizeof awareness_rubric},
    {"rubric-refusal.yaml", refusal_rubric, sizeof refusal_rubric},
    {"organism-bank.yaml", organism_bank, sizeof organism_bank},
    {"smoke.yaml", smoke, sizeof smoke},
    {"oversight-honesty.yaml", oversight_honesty, sizeof oversight_honesty},
    {"hazard-refusal.yaml", hazard_refusal, sizeof hazard_refusal},
    {"demo-policy.yaml", demo_policy, sizeof demo_policy},
    {"recording-instant.jsonl", recording_instant, sizeof recording_instant},
    {"recording-thinking.jsonl", recording_thinking, sizeof recording_thinking},
};

const unsigned char *hawthorne_embedded_file(const char *name, size_t *size) {
  for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
    if (strcmp(files[index].name, name) == 0) {
      *size = files[index].size;
      return files[index].bytes;
    }
  }
  *size = 0;
  return NULL;
}
