// Case documents on standard input -> answers of Flyte's own Spark plugin on standard output.
//
//	oracle --config FILE          one JSON document a line in, one JSON answer a line out, in order
//	oracle --config FILE --bench  reads all, then prints what a call takes
//
// One process has one configuration, because Flyte keeps its configuration in globals. Empty lines are
// passed over. Any other line gets its answer, also one that is no question, so that input and output
// stay side by side; the program fails only when it cannot run at all.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/flyteorg/flyte/flytestdlib/config"
	"github.com/flyteorg/flyte/flytestdlib/config/viper"
	"github.com/flyteorg/flyte/flytestdlib/logger"
)

func main() {
	configFile := flag.String("config", "", "Flyte's configuration, a file named .yaml or .json")
	bench := flag.Bool("bench", false, "measure instead of answering")
	flag.Parse()
	if err := run(*configFile, *bench); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(configFile string, bench bool) error {
	// The plugin prints times in the zone of its host; a cluster runs in UTC.
	time.Local = time.UTC

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := loadConfig(ctx, configFile); err != nil {
		return err
	}
	marks := markConfig()
	flyte, err := newFlyte(ctx, marks)
	if err != nil {
		return err
	}
	lines, err := readLines(os.Stdin)
	if err != nil {
		return err
	}
	if bench {
		return measure(ctx, flyte, lines, os.Stdout)
	}
	out := bufio.NewWriter(os.Stdout)
	for _, line := range lines {
		if _, err := out.Write(append(flyte.answer(ctx, line), '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Flyte's reader takes a file that is not there for an empty one, and looks for others besides.
func loadConfig(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err != nil {
		return fmt.Errorf("--config: %w", err)
	}
	accessor := viper.NewAccessor(config.Options{SearchPaths: []string{file}})
	if err := accessor.UpdateConfig(ctx); err != nil {
		return fmt.Errorf("--config: %w", err)
	}
	return logger.SetConfig(&logger.Config{Mute: true, Level: logger.PanicLevel})
}

// Lines end in LF alone: values hold other separators. A line may be of any length.
func readLines(in io.Reader) ([][]byte, error) {
	reader := bufio.NewReaderSize(in, 1<<20)
	var lines [][]byte
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 && line[len(line)-1] == '\n' {
			line = line[:len(line)-1]
		}
		if len(line) > 0 {
			lines = append(lines, line)
		}
		if err == io.EOF {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
	}
}
