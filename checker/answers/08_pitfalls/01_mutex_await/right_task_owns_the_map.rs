// accepted: a task has the map, and is asked by messages

use lab::FakeApi;
use std::collections::HashMap;
use tokio::sync::{OnceCell, mpsc, oneshot};

enum Message {
    Keep(u32, String),
    Get(u32, oneshot::Sender<Option<String>>),
}

pub struct Pages {
    desk: OnceCell<mpsc::UnboundedSender<Message>>,
}

impl Pages {
    pub fn new() -> Self {
        Self {
            desk: OnceCell::new(),
        }
    }

    async fn send(&self, message: Message) {
        let begin = async || {
            let (sender, mut receiver) = mpsc::unbounded_channel();
            tokio::spawn(async move {
                let mut known: HashMap<u32, String> = HashMap::new();
                while let Some(message) = receiver.recv().await {
                    match message {
                        Message::Keep(id, text) => drop(known.insert(id, text)),
                        Message::Get(id, reply) => drop(reply.send(known.get(&id).cloned())),
                    }
                }
            });
            sender
        };
        let _ = self.desk.get_or_init(begin).await.send(message);
    }

    pub async fn get(&self, id: u32) -> Option<String> {
        let (reply, text) = oneshot::channel();
        self.send(Message::Get(id, reply)).await;
        text.await.unwrap_or_default()
    }

    pub async fn refresh(&self, api: &FakeApi, id: u32) -> String {
        let text = api.page(id).await;
        self.send(Message::Keep(id, text.clone())).await;
        text
    }
}

fn main() {}
