package dev.blueline.cli;

import dev.blueline.ledger.Journal;
import dev.blueline.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Logs of other trainers: {@code ledger} and {@code watch}. The laws are those that {@link FitRefusals} saved. */
final class LogRefusals {
    private LogRefusals() {}

    static void add(Refusals refusals) {
        String watched = "watch IN/log.jsonl --law IN/law.json";
        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            log.append("{\"step\": " + 10 * i + ", \"tokens\": " + 1e7 * i + ", \"lr\": " + (1e-3 - 1e-6 * i)
                    + ", \"loss\": " + (4 - 0.01 * i) + "}\n");
        }
        refusals.file("log.jsonl", log.toString())
                .file("few.jsonl", "{\"step\": 1, \"tokens\": 10, \"lr\": 0.1, \"loss\": 4}\n")
                .file("bare.jsonl", "{\"step\": 1, \"loss\": 4}\n{\"step\": 2, \"loss\": 3.9}\n")
                .file("none.jsonl", "{\"step\": 1, \"lr\": 0.1}\n{\"step\": 2, \"lr\": 0.1}\n")
                .file("nostep.jsonl", "{\"loss\": 4}\n")
                .file("wordstep.jsonl", "{\"step\": \"a\", \"loss\": 4}\n")
                .file("infinite.jsonl", "{\"step\": 1, \"loss\": \"Infinity\"}\n")
                .file("empty.csv", "step,loss\n,4\n,3\n")
                .file("wb6/run-a.wandb", wandbFile(new byte[] {0x12, 9, 0x0a, 7, 0x0a, 1, 'a', (byte) 0x82, 1, 1, '1'}))
                .file("mlnan/meta.yaml", "status: 3\n")
                .file("mlnan/metrics/loss", "1700000000000 nan 10\n")
                .file("wb5/run-a.wandb", wandbFile())
                .file("torn/wandb-history.jsonl", "{\"_step\": 0, \"loss\": 3.5}\n{\"_step\": 2, \"lo")
                .file("array/wandb-history.jsonl", "[1]\n")
                .file("half/wandb-history.jsonl", "{\"_step\": \n")
                .file("steps/wandb-history.jsonl", "{\"_step\": 0, \"loss\": 3.5}\n")
                .file("stepping.toml", "[columns]\nstep = \"stp\"\n")
                .file("latin.log", new byte[] {'l', (byte) 0xe9, (byte) 0xff, '\n'})
                .file("what.log", "nothing here\n")
                .file("json/trainer_state.json", "{\"log_history\": [\n {\"loss\": 5.5, \"st")
                .file("other/trainer_state.json", "{\"a\": 1}")
                .file("stepless/trainer_state.json", "{\"log_history\": [{\"loss\": 5.5}]}")
                .file("rates/trainer_state.json", "{\"log_history\": [{\"step\": 5, \"learning_rate\": 1}]}")
                .file("two/a/trainer_state.json", "{\"log_history\": [{\"step\": 5, \"loss\": 1}]}")
                .file("two/b/trainer_state.json", "{\"log_history\": [{\"step\": 5, \"loss\": 1}]}")
                .file("nothing/readme.txt", "")
                .file("scores/results_1.json", "{\"results\": {}, \"config\": {}}")
                .file("mlrun/meta.yaml", "status: [")
                .file("mlrun/metrics/loss", "1700000000000 5.5 10\n")
                .file("mlcut/meta.yaml", "status: 3\n")
                .file("mlcut/metrics/loss", "1700000000000 5.5 10\n1700000001000 4.")
                .file("mlword/meta.yaml", "status: 3\n")
                .file("mlword/metrics/loss", "now 5.5 10\n")
                .file("events.out.tfevents.1", new byte[] {0x18, 0, 0, 0, 0, 0})
                .file("events.out.tfevents.2", "not an event file at all".getBytes(StandardCharsets.UTF_8))
                .file("events.out.tfevents.3", eventFile(new byte[] {(byte) 0x2a, (byte) 100, 1}))
                .file("wb1/run-a.wandb", wandbFile(new byte[] {(byte) 0x12, (byte) 100, 1}))
                .file("wb3/run-a.wandb", wandbFile(badJson()))
                .file("wb4/run-a.wandb", wandbFile())
                .file("wb4/files/config.yaml", "a: [")
                .file("finished.csv", "n,d,speed\n1e6,1e9,3\n")
                .file("negative.csv", "n,d,loss\n1e6,1e9,-3\n")
                .file("sizeless.csv", "n,d,loss\n1e6,0,3\n")
                .file("many.csv", "n,d,loss\n1e6,many,3\n")
                .file("good.csv", "n,d,loss\n1e6,1e9,3\n")
                .file("columns.toml", "[columns]\nloss = \"los\"\n")
                .file("parameters.toml", "[columns]\nparameters = \"prams\"\n")
                .file("m1.toml", "[run\n")
                .file("m2.toml", "[colums]\n")
                .file("m3.toml", "[columns]\nparameter = \"N\"\n")
                .file("m4.toml", "[schedule]\nkind = \"cosin\"\n")
                .file("m5.toml", "[columns]\nloss = 3\n")
                .file("m6.toml", "[settings]\na = [1]\n")
                .file("m7.toml", "[run]\nparameters = -1\n")
                .file("m8.toml", "[units]\ntokens = \"dozens\"\n")
                .file("m9.toml", "[units]\nloss = \"bits\"\n")
                .file("p1.toml", "[[pattern\n")
                .file("p2.toml", "json = false\n")
                .file("p3.toml", "[[pattern]]\nregex = 'loss'\n")
                .file("p4.toml", "[[pattern]]\nregex = 3\n")
                .file("p5.toml", "[[pattern]]\nregex = '(?<step>'\n")
                .file("norun/a/x", "")
                .file("native/x", "")
                .file("norun/b/x", "")
                .file("damaged/ledger.jsonl", "{\"run\": 1}\n{\"run\": 2}\n")
                .prepare(() -> new Ledger(refusals.folder().resolve("native")).append(SampleRun.of("r1"), List.of()))
                .prepare(() -> new Journal(refusals.folder().resolve("norun/a/ledger.jsonl")).append("{\"a\": 1}"))
                .prepare(() -> new Journal(refusals.folder().resolve("norun/b/ledger.jsonl")).append("{\"run\": 5}"))
                .commands("""
                        forecast score IN/native --id x --run r1 | has no bits_per_byte on all
                        ledger show IN/norun/a | is not a run of this version
                        ledger show IN/norun/b | is not a run of this version
                        ledger show IN/absent | there is no ledger
                        ledger show IN/damaged | does not match its checksum
                        ledger import IN/absent.log --out IN/led | there is no file or folder
                        ledger import IN/absent.csv --out IN/led | there is no file
                        ledger import IN/nothing --out IN/led | holds no log that is known
                        ledger import IN/what.log --out IN/led | is no log that is known
                        ledger import IN/latin.log --out IN/led | is not UTF-8 text
                        ledger import IN/torn/wandb-history.jsonl --out IN/led | the file is cut off there
                        ledger import IN/half/wandb-history.jsonl --out IN/led | is not a whole JSON object
                        ledger import IN/array/wandb-history.jsonl --out IN/led | is not a JSON object
                        ledger import IN/steps/wandb-history.jsonl --mapping IN/stepping.toml --out IN/led | no column stp
                        ledger import IN/json/trainer_state.json --out IN/led | is not whole JSON
                        ledger import IN/other/trainer_state.json --out IN/led | is no trainer state
                        ledger import IN/stepless/trainer_state.json --out IN/led | has no step
                        ledger import IN/rates/trainer_state.json --out IN/led | known as a loss or a score
                        ledger import IN/two/a/trainer_state.json --metric eval --out IN/led | no series eval
                        ledger import IN/two --run x --out IN/led | names one run, but there are 2
                        ledger import IN/scores --out IN/led | holds no score
                        ledger import IN/mlrun --out IN/led | is not YAML
                        ledger import IN/mlcut --out IN/led | is cut off inside the line
                        ledger import IN/mlword --out IN/led | is not "timestamp value step"
                        ledger import IN/events.out.tfevents.1 --out IN/led | is cut off inside the record
                        ledger import IN/events.out.tfevents.2 --out IN/led | is damaged at byte offset 0
                        ledger import IN/events.out.tfevents.3 --out IN/led | no TensorBoard event
                        ledger import IN/wb1/run-a.wandb --out IN/led | no W&B record
                        ledger import IN/wb3/run-a.wandb --out IN/led | a value that is no JSON
                        ledger import IN/wb4/run-a.wandb --out IN/led | is not YAML
                        ledger import IN/finished.csv --out IN/led | no column that is known as a loss
                        ledger import IN/negative.csv --out IN/led | a loss is a positive number
                        ledger import IN/sizeless.csv --out IN/led | a size is a positive number
                        ledger import IN/many.csv --out IN/led | d is 'many' in row 1
                        ledger import IN/wordstep.jsonl --out IN/led | step
                        ledger import IN/good.csv --mapping IN/columns.toml --out IN/led | no column los
                        ledger import IN/two/a/trainer_state.json --accept-midrun --mapping IN/parameters.toml --out IN/led | prams
                        ledger import IN/wb4x/run-a.wandb --out IN/led | there is no file
                        ledger import IN/two/a/trainer_state.json --accept-midrun --n 1e200 --tokens 1e200 --out IN/led | a run needs a positive number
                        ledger import IN/wb6/run-a.wandb --mapping IN/stepping.toml --out IN/led | no series stp
                        ledger import IN/good.csv --mapping IN/nothing --out IN/led | cannot be read
                        ledger import IN/good.csv --mapping IN/m1.toml --out IN/led | is not TOML
                        ledger import IN/good.csv --mapping IN/m2.toml --out IN/led | there is no section [colums]
                        ledger import IN/good.csv --mapping IN/m3.toml --out IN/led | unknown key "columns.parameter"
                        ledger import IN/good.csv --mapping IN/m4.toml --out IN/led | give constant, cosine, linear or wsd
                        ledger import IN/good.csv --mapping IN/m5.toml --out IN/led | must be text in quotes
                        ledger import IN/good.csv --mapping IN/m6.toml --out IN/led | must be a single value
                        ledger import IN/good.csv --mapping IN/m7.toml --out IN/led | must be a positive number, is -1
                        ledger import IN/good.csv --mapping IN/m8.toml --out IN/led | thousands, millions
                        ledger import IN/good.csv --mapping IN/m9.toml --out IN/led | nats/token, bits/byte
                        ledger import IN/good.csv --mapping IN/absent.toml --out IN/led | there is no file
                        ledger import IN/what.log --profile megatro --out IN/led | no profile megatro
                        ledger import IN/what.log --profile IN/p1.toml --out IN/led | is not TOML
                        ledger import IN/what.log --profile IN/p2.toml --out IN/led | has neither [[pattern]]
                        ledger import IN/what.log --profile IN/p3.toml --out IN/led | has no pattern with a group
                        ledger import IN/what.log --profile IN/p4.toml --out IN/led | needs a text "regex"
                        ledger import IN/what.log --profile IN/p5.toml --out IN/led | in the expression
                        ledger import IN/log.jsonl --n -1 --out IN/led | --n is -1.0
                        ledger import IN/log.jsonl --schedule cosine --decay-start 5 --out IN/led | is a wsd schedule
                        ledger import IN/log.jsonl --schedule wsd --decay-start 5 --total-steps 4 --out IN/led | is not before
                        ledger import IN/good.csv --out IN/led --json | SAVED
                        forecast score IN/led --id x --run 'good.csv row 1' | no run "good.csv row 1"
                        watch IN/two --law IN/law.json --n 1e8 --d 1e9 | holds 2 runs
                        watch IN/none.jsonl --law IN/law.json --n 1e8 --d 1e9 | known as a loss
                        watch IN/log.jsonl --metric eval --law IN/law.json --n 1e8 --d 1e9 | no series eval
                        watch IN/nostep.jsonl --law IN/law.json --n 1e8 --d 1e9 | no column that counts steps
                        watch IN/empty.csv --law IN/law.json --n 1e8 --d 1e9 --schedule constant | step column
                        watch IN/wb5/run-a.wandb --law IN/law.json --n 1e8 --d 1e9 --schedule constant | loss
                        """)
                .commands(("""
                        WATCHED --d 1e9 --schedule cosine | give the model size with --n
                        WATCHED --n 1e8 --schedule cosine | give the planned tokens
                        WATCHED --n 1e8 --d 1e9 --x 3 | --x is for laws of one axis
                        WATCHED --n 1e8 --d 1e9 --schedule x | --schedule is 'x'
                        WATCHED --n 1e8 --d 1e9 | say how the learning rate goes
                        WATCHED --n 1e8 --d 1e9 --schedule wsd | needs --decay-start
                        WATCHED --n 1e8 --d 1e9 --schedule wsd --decay-start 0.999 --warmup .9999 | the decay of a wsd schedule
                        watch IN/bare.jsonl --law IN/law.json --n 1e8 --d 1e9 --schedule cosine --warmup 50 | in steps needs
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --warmup -1 | the warm-up takes the share
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --final-lr-share 2 | the last learning rate
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --loss-factor 0 | --loss-factor
                        WATCHED --n -1 --d 1e9 --schedule cosine | --n is -1.0
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --judge-from 1 | judging from the share
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --false-alarms 1 | the rate of false alarms
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --gap 5 3 | the lower end first
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --gap 200 300 | two shares of the loss
                        WATCHED --n 1e8 --d 1e9 --unique -1 --schedule cosine | target has parameters
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --id x | belong together
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --id x --registry IN/absent | there is no folder
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --id x --registry IN/reg | no forecast 'x'
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --json --follow | leave out one
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --follow --every 0 | --every is 0.0
                        WATCHED --n 1e8 --d 1e9 --schedule cosine --like IN/few.jsonl | the earlier run has not finished
                        watch IN/log.jsonl --law IN/one.json --schedule cosine | is a law of one axis
                        watch IN/bare.jsonl --law IN/one.json --x 1e20 --schedule cosine | says neither tokens nor planned steps
                        """).replace("WATCHED", watched));
    }

    private static byte[] badJson() {
        // history (2) of one item (1) with key (1) "a" and value (16) "{"
        return new byte[] {0x12, 9, 0x0a, 7, 0x0a, 1, 'a', (byte) 0x82, 1, 1, '{'};
    }

    private static byte[] eventFile(byte[] record) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(record.length)
                .array();
        file.writeBytes(length);
        file.writeBytes(masked(length));
        file.writeBytes(record);
        file.writeBytes(masked(record));
        return file.toByteArray();
    }

    private static byte[] masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((value >>> 15 | value << 17) + 0xa282ead8)
                .array();
    }

    private static byte[] wandbFile(byte[]... records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(":W&B".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new byte[] {(byte) 0xE1, (byte) 0xBE, 0});
        for (byte[] record : records) {
            CRC32 crc = new CRC32();
            crc.update(1);
            crc.update(record);
            file.writeBytes(ByteBuffer.allocate(7)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) crc.getValue())
                    .putShort((short) record.length)
                    .put((byte) 1)
                    .array());
            file.writeBytes(record);
        }
        return file.toByteArray();
    }
}
