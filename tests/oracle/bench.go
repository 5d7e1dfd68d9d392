// Cases -> how long a call of the plugin takes, as JSON.
//
// Only cases that end in an answer count. All is read and decoded beforehand, and pod templates and
// host environment are put in place outside the clock. On the clock:
//
//	build    one launching round of Flyte's manager (secrets, the plugin's build, object metadata, and
//	         a create that keeps the object), then the object's JSON
//	observe  the application's JSON into an object, one checking round of the manager (its identity
//	         object, the plugin's phase and links), then the answer's JSON
//
// A round runs each case once; the best of the rounds counts, as the mean over its cases.
package main

import (
	"context"
	"encoding/json"
	"io"
	"runtime"
	"time"

	sparkoperator "github.com/kubeflow/spark-operator/api/v1beta2"
	kjson "sigs.k8s.io/json"
)

const rounds = 20

type measured struct {
	Cases       int   `json:"cases"`
	Nanoseconds int64 `json:"nanoseconds"`
}

func measure(ctx context.Context, f *flyte, lines [][]byte, out io.Writer) error {
	var builds, observations []*question
	for _, line := range lines {
		q, _, err := readQuestion(line)
		if err != nil {
			continue
		}
		answer, err := f.ask(ctx, q)
		if err != nil || answer["propeller"] != nil {
			continue
		}
		if q.kind == "status" {
			observations = append(observations, q)
		} else {
			builds = append(builds, q)
		}
	}
	return json.NewEncoder(out).Encode(map[string]any{
		"build":   best(builds, func(q *question) error { return f.timedBuild(ctx, q) }),
		"observe": best(observations, func(q *question) error { return f.timedObserve(ctx, q) }),
		"rounds":  rounds,
	})
}

func best(questions []*question, call func(*question) error) measured {
	result := measured{Cases: len(questions)}
	for round := 0; round < rounds && len(questions) > 0; round++ {
		runtime.GC()
		var total time.Duration
		for _, q := range questions {
			undo := stage(q)
			start := time.Now()
			err := call(q)
			total += time.Since(start)
			undo()
			if err != nil {
				panic(err) // it was answered before
			}
		}
		mean := total.Nanoseconds() / int64(len(questions))
		if round == 0 || mean < result.Nanoseconds {
			result.Nanoseconds = mean
		}
	}
	return result
}

func (f *flyte) timedBuild(ctx context.Context, q *question) error {
	if _, err := f.launch(ctx, q); err != nil {
		return err
	}
	_, err := json.Marshal(f.client.created)
	return err
}

func (f *flyte) timedObserve(ctx context.Context, q *question) error {
	before := time.Now()
	var application sparkoperator.SparkApplication
	if err := kjson.UnmarshalCaseSensitivePreserveInts(q.application, &application); err != nil {
		return err
	}
	if _, err := f.check(ctx, q, &application); err != nil {
		return err
	}
	answer, err := phaseAnswer(f.plugin.phase, q, before)
	if err != nil {
		return err
	}
	_, err = json.Marshal(answer)
	return err
}
