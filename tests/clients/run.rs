//! One client against a server of its own: first with a good token, then with what is refused.

use crate::aspect::{Aspect, Verdict};
use crate::client::Client;
use crate::driver::PATIENCE;
use crate::outcome::{Fault, Outcome};
use crate::refusal::{self, Refusal};
use crate::script::{Questions, Script};
use crate::transcript::{Session, Transcript};
use crate::truth::Truth;
use dojo_sim::{Account, Profile};
use serde_json::json;
use testbed::{Bench, Reuse, on_one_day};

/// Enough for every status to occur, and for products of every kind.
const FINDINGS: usize = 400;

/// A client and the server that it is told to use.
pub(crate) struct Run<'a> {
    /// The name of the client's test.
    name: &'a str,
    client: &'a Client,
    bench: Bench,
}

impl Run<'_> {
    /// Runs `client`. Again where the day changed meanwhile, as answers hold days.
    pub(crate) fn outcome(name: &str, client: &Client) -> Outcome {
        let run = || {
            let bench = Bench::new(Profile::Oss3, FINDINGS, Reuse::Reused);
            let run = Run {
                name,
                client,
                bench,
            };
            run.whole()
        };
        on_one_day(run).1
    }

    fn whole(&self) -> Outcome {
        let truth = Truth::of(&self.bench);
        let token = self.bench.sim.token(Account::Admin);
        let transcript = self.play(self.name, Some(format!("Token {token}")), &truth.questions);
        let (protocol, mut faults) = match transcript.session {
            Ok(session) => (session.protocol.clone(), self.judge(&session, &truth)),
            Err(words) => (None, vec![Fault::new("connection", words)]),
        };
        let refusals = Refusal::ALL.into_iter();
        faults.extend(refusals.filter_map(|refusal| self.refused(refusal)));
        Outcome {
            client: transcript.client,
            protocol,
            faults,
        }
    }

    /// Lets the driver ask the questions. It leaves a picture of this `name`, if any.
    fn play(&self, name: &str, authorization: Option<String>, questions: &Questions) -> Transcript {
        let script = Script {
            url: format!("{}/mcp", self.bench.url()),
            authorization,
            era: self.client.era,
            patience: PATIENCE.as_secs(),
            questions,
        };
        let transcript = self.client.driver.play(&script, name);
        transcript.unwrap_or_else(|error| panic!("the driver of {}: {error}", self.name))
    }

    /// What is wrong with what the client got.
    fn judge(&self, session: &Session, truth: &Truth) -> Vec<Fault> {
        let Client {
            era, lacks, more, ..
        } = self.client;
        let parts = Aspect::ALL.into_iter().filter_map(|aspect| {
            let lacks = lacks.iter().any(|lack| lack.aspects.contains(&aspect));
            let words = match aspect.judge(session, &truth.answers, era.protocol()) {
                Verdict::Holds if lacks => "it is there, and no longer lacking".to_owned(),
                Verdict::Absent if !lacks => "it is not there".to_owned(),
                Verdict::Holds | Verdict::Absent => return None,
                Verdict::Differs(difference) => difference,
            };
            Some(Fault::new(aspect.name(), words))
        });
        let more = more.iter().filter(|(_, holds)| !holds(&session.more));
        let more = more.map(|(part, _)| Fault::new(part, json!(session.more).to_string()));
        parts.chain(more).collect()
    }

    /// What is wrong with what the user is told.
    fn refused(&self, refusal: Refusal) -> Option<Fault> {
        let sim = &self.bench.sim;
        let name = format!("{}-{refusal:?}", self.name).to_lowercase();
        let transcript = self.play(&name, refusal.authorization(sim), &refusal::questions());
        let words = match &self.client.instead_of_401 {
            Some(instead) if refusal == Refusal::Malformed => instead.words,
            _ => refusal.words(),
        };
        let fault = refusal::fault(&transcript, words)?;
        Some(Fault::new(refusal.name(), fault))
    }
}
